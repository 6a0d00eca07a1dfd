-- Choices about cookies (SPEC section 5): append-only, as evidence, and never an address or a browser's name.
--
-- Who is signed in has each choice in the account's evidence. Who is not has a chain of the same make
-- under the consent id, which is in their browser; here is only its keyed hash. How long these chains
-- are kept is the business of retention: nothing here erases them yet.

-- A chain of choices of somebody who was not signed in. Its rows go with it only.
CREATE TABLE consent_chains (
    id TEXT PRIMARY KEY                       -- HMAC-SHA-256 of the consent id, as base64url
);

-- The entries of these chains. How a chain ends is not signed anywhere (src/evidence/anonymous.rs says why).
CREATE TABLE consent_entries (
    chain     TEXT NOT NULL REFERENCES consent_chains (id) ON DELETE CASCADE,
    number    BIGINT NOT NULL,                -- 1, 2, 3 …
    at        BIGINT NOT NULL,                -- never earlier than the row before
    previous  BLOB NOT NULL,                  -- hash of the row before
    sealed    BLOB NOT NULL,                  -- sealed under a key of the server; JSON of salt and text
    text_hash BLOB NOT NULL,                  -- SHA-256 of salt and text
    hash      BLOB NOT NULL,                  -- contract::evidence::Link::hash
    PRIMARY KEY (chain, number)
);
CREATE TRIGGER consent_entries_are_never_changed BEFORE UPDATE ON consent_entries
BEGIN
    SELECT RAISE(ABORT, 'choices are never changed');
END;
CREATE TRIGGER consent_entries_go_with_their_chain_only BEFORE DELETE ON consent_entries
    WHEN EXISTS (SELECT 1 FROM consent_chains WHERE id = OLD.chain)
BEGIN
    SELECT RAISE(ABORT, 'choices go with their chain only');
END;
-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER consent_entries_grow_at_their_end BEFORE INSERT ON consent_entries
    WHEN NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM consent_entries WHERE chain = NEW.chain)
BEGIN
    SELECT RAISE(ABORT, 'choices grow at their end');
END;

-- Where each recorded choice stands, so that it can be listed, and so that one that is sent again is found.
CREATE TABLE consents (
    id         TEXT PRIMARY KEY,              -- 128 random bits; names the receipt
    content    BLOB NOT NULL UNIQUE,          -- HMAC-SHA-256 of all that was sent
    account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE,      -- in the evidence of this account, or
    chain      TEXT REFERENCES consent_chains (id) ON DELETE CASCADE, -- in this chain:
    number     BIGINT NOT NULL,               -- the entry's
    chosen_at  BIGINT NOT NULL,               -- by the browser's clock
    CHECK ((account_id IS NULL) <> (chain IS NULL))
);
CREATE INDEX consents_of_account ON consents (account_id, chosen_at);
CREATE INDEX consents_of_chain ON consents (chain, chosen_at);

-- The chains of somebody who signed in later, in the same browser; the account's evidence says so, too.
CREATE TABLE consent_joins (
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    chain      TEXT NOT NULL REFERENCES consent_chains (id) ON DELETE CASCADE,
    length     BIGINT NOT NULL,               -- the entries until then; later ones may be somebody else's
    PRIMARY KEY (account_id, chain)
);
CREATE INDEX consent_joins_of_chain ON consent_joins (chain);
