-- What comes in from messengers and gateways. The habits of 0001_foundation.sql hold here too.

-- Updates of the Telegram bot that were carried out: Telegram sends one again until it is answered. Kept
-- for longer than it does that.
CREATE TABLE telegram_updates (
    id BIGINT PRIMARY KEY,                    -- Telegram's
    at BIGINT NOT NULL
);
CREATE INDEX telegram_updates_old ON telegram_updates (at);

-- Where a contact stood when its holder's word stopped it. START leads back there: what was never
-- confirmed is not confirmed by it, and what the customer had paused stays paused. By address and not by
-- contact, as contact_refusals: who removes the contact and adds it again changes nothing.
CREATE TABLE contact_stops (
    account_id    TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    address_index BLOB NOT NULL,
    state         TEXT NOT NULL,
    paused_until  BIGINT,
    PRIMARY KEY (account_id, address_index)
);
