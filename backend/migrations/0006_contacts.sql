-- Contacts (SPEC section 3): where a customer is told things, the codes that confirm them, and what their
-- holders said. The habits of 0001_foundation.sql hold here too.

-- A contact. Removed ones wait here until their removal cannot be taken back any more.
CREATE TABLE contacts (
    id                TEXT PRIMARY KEY,
    account_id        TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    channel           TEXT NOT NULL,
    state             TEXT NOT NULL,          -- as it was set: a pause that is over still says paused here
    state_at          BIGINT NOT NULL,
    paused_until      BIGINT,                 -- null while there is no pause, and for one without an end
    address_index     BLOB NOT NULL,          -- HMAC-SHA-256 of channel and address: the same in every account,
                                              -- so that a holder's STOP finds them all
    provider_index    BLOB,                   -- the same of channel and the provider's id of the holder, once known
    document          BLOB NOT NULL,          -- sealed; JSON (src/contacts/store.rs)
    version           BIGINT NOT NULL,        -- the ETag; one more with each save
    added_at          BIGINT NOT NULL,        -- in milliseconds
    removed_at        BIGINT,                 -- null for what is there
    holder_token_hash BLOB UNIQUE             -- SHA-256 of 256 random bits; null once removed
);
CREATE UNIQUE INDEX contacts_one_of_address ON contacts (account_id, address_index) WHERE removed_at IS NULL;
CREATE INDEX contacts_of_account ON contacts (account_id, added_at, id);
CREATE INDEX contacts_of_address ON contacts (address_index);
CREATE INDEX contacts_of_provider ON contacts (provider_index) WHERE provider_index IS NOT NULL;
CREATE INDEX contacts_removed ON contacts (removed_at) WHERE removed_at IS NOT NULL;

-- The code that a contact was sent last. It is withdrawn when the contact gets another address.
CREATE TABLE contact_codes (
    contact_id TEXT PRIMARY KEY REFERENCES contacts (id) ON DELETE CASCADE,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    number     BIGINT NOT NULL,               -- grows with each code, and when one is withdrawn
    code_hash  BLOB,                          -- HMAC-SHA-256 of contact, number and code; null until it is written
    sent_at    BIGINT NOT NULL,               -- 0 when it is withdrawn
    expires_at BIGINT NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0,    -- wrong ones
    used_at    BIGINT
);
CREATE INDEX contact_codes_of_account ON contact_codes (account_id, sent_at);

-- When codes were sent, for the waits between them. By address and not by contact: who removes a contact
-- and adds it again begins no new count. Kept for a day.
CREATE TABLE contact_sends (
    account_id    TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    address_index BLOB NOT NULL,
    sent_at       BIGINT NOT NULL,
    is_again      INTEGER NOT NULL CHECK (is_again IN (0, 1))  -- 0 for the first in a day
);
CREATE INDEX contact_sends_of_account ON contact_sends (account_id, sent_at);
CREATE INDEX contact_sends_of_address ON contact_sends (address_index, sent_at);

-- What the holder of an address said no to, when the contact is removed or gets another address: who
-- adds the address again finds the holder's no again, and the holder's old link ends it.
CREATE TABLE contact_refusals (
    account_id    TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    address_index BLOB NOT NULL,
    document      BLOB NOT NULL,              -- sealed; JSON (src/contacts/store.rs)
    PRIMARY KEY (account_id, address_index)
);
