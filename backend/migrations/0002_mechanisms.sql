-- The mechanisms: work about nobody's account too, evidence, disclosures, contact with support.
--
-- The habits of 0001 hold. What is sealed in a row without an account is sealed under a key of the
-- server, or under a key of the row's own, so that erasing the row erases it from backups too.

-- Work that must outlive a crash. As before, but an account is no longer needed: a message to an
-- address that has none is written by the same way as any other.
CREATE TABLE work (
    id           TEXT PRIMARY KEY,
    account_id   TEXT REFERENCES accounts (id) ON DELETE CASCADE,  -- null: sealed under the server's key
    errand       BLOB NOT NULL,               -- sealed; what to do
    created_at   BIGINT NOT NULL,             -- in milliseconds: messages keep their order
    run_at       BIGINT NOT NULL,             -- not before
    leased_until BIGINT NOT NULL DEFAULT 0,
    attempts     INTEGER NOT NULL DEFAULT 0
);
INSERT INTO work SELECT id, account_id, errand, created_at, run_at, leased_until, attempts FROM jobs;
DROP TABLE jobs;
ALTER TABLE work RENAME TO jobs;
CREATE INDEX jobs_due ON jobs (run_at);
CREATE INDEX jobs_of_account ON jobs (account_id);

-- What happened to an account, hash-chained and append-only (src/evidence/). How the chain of each
-- account ends stands signed outside this file, in data/evidence/. The rows go with the account only.
CREATE TABLE evidence (
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    number     BIGINT NOT NULL,               -- 1, 2, 3 …
    at         BIGINT NOT NULL,               -- never earlier than the row before
    previous   BLOB NOT NULL,                 -- hash of the row before
    sealed     BLOB NOT NULL,                 -- sealed; JSON of salt and text
    text_hash  BLOB NOT NULL,                 -- SHA-256 of salt and text
    hash       BLOB NOT NULL,                 -- contract::evidence::Link::hash
    PRIMARY KEY (account_id, number)
);
CREATE TRIGGER evidence_is_never_changed BEFORE UPDATE ON evidence
BEGIN
    SELECT RAISE(ABORT, 'evidence is never changed');
END;
CREATE TRIGGER evidence_goes_with_its_account_only BEFORE DELETE ON evidence
    WHEN EXISTS (SELECT 1 FROM accounts WHERE id = OLD.account_id)
BEGIN
    SELECT RAISE(ABORT, 'evidence goes with its account only');
END;
-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER evidence_grows_at_its_end BEFORE INSERT ON evidence
    WHEN NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM evidence WHERE account_id = NEW.account_id)
BEGIN
    SELECT RAISE(ABORT, 'evidence grows at its end');
END;

-- What left the house: which fields of a person went to whom, when, for what (P11, P14, P16).
CREATE TABLE disclosures (
    id         TEXT PRIMARY KEY,              -- the id of the job: a repeated try is the same disclosure
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    at         BIGINT NOT NULL,               -- in milliseconds
    sealed     BLOB NOT NULL,                 -- sealed; JSON of recipient, purpose and fields
    state      TEXT NOT NULL CHECK (state IN ('begun', 'sent', 'failed'))
);
CREATE INDEX disclosures_of_account ON disclosures (account_id, at, id);

-- The last number of a reference in each year, as in HT-2026-000001. It only grows, so that no
-- reference is given twice, not even after the first one was erased.
CREATE TABLE reference_numbers (
    year INTEGER PRIMARY KEY,
    last BIGINT NOT NULL
);

-- Requests to support (P25), of people with an account and without.
CREATE TABLE support_requests (
    reference   TEXT PRIMARY KEY,
    account_id  TEXT REFERENCES accounts (id) ON DELETE CASCADE,
    sealed_key  BLOB,                         -- without an account: the row's own key, sealed under the master key
    code_hash   BLOB,                         -- without an account: HMAC-SHA-256 of the code that opens the row
    received_at BIGINT NOT NULL,              -- in milliseconds
    topic       TEXT NOT NULL,
    document    BLOB NOT NULL,                -- sealed; JSON of message, address and language
    CHECK ((account_id IS NULL) = (sealed_key IS NOT NULL) AND (account_id IS NULL) = (code_hash IS NOT NULL))
);
CREATE INDEX support_requests_of_account ON support_requests (account_id, received_at, reference);

-- The answers of support. A request with one is answered.
CREATE TABLE support_answers (
    reference TEXT NOT NULL REFERENCES support_requests (reference) ON DELETE CASCADE,
    number    INTEGER NOT NULL,
    at        BIGINT NOT NULL,                -- in milliseconds
    document  BLOB NOT NULL,                  -- sealed as the request; JSON of operator, reason and text
    PRIMARY KEY (reference, number)
);
