-- The foundation: who has an account, who is signed in, what stands in a profile, what work waits.
--
-- Begin reading here. Three habits hold for every table:
--   * Times are whole seconds since 1970-01-01 00:00 UTC; the application gives them, never the database.
--   * A column marked "sealed" is ciphertext (XChaCha20-Poly1305; see src/sealed.rs). Its associated
--     data are "table.column:row", so that a value moved to another row or column cannot be opened.
--   * What belongs to a person is sealed under the key of that person, and the person's key under
--     the master key, which is not in this file. Whoever erases the person's key has erased the person,
--     from old pages and backups too.
-- Ciphertext cannot be searched. What must be found has a keyed hash beside it (a "blind index").

-- One row that only the right master key can open: a wrong key is noticed before it does harm.
CREATE TABLE vault (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    proof BLOB NOT NULL                       -- sealed under the master key
);

-- An account. Each registration makes a row of its own, unconfirmed, so that nobody can learn from
-- the answer whether an address is taken, nor change what another registration has typed. One of
-- them becomes the account of the address when its link is opened; the others are erased after 24 hours.
CREATE TABLE accounts (
    id            TEXT PRIMARY KEY,           -- 128 random bits
    email_index   BLOB NOT NULL,              -- HMAC-SHA-256 of the address, in lower case and NFC
    email         BLOB NOT NULL,              -- sealed
    password      BLOB NOT NULL,              -- sealed; argon2id in the PHC string format
    language      TEXT NOT NULL CHECK (language IN ('pl', 'en')),
    registered_at BIGINT NOT NULL,
    confirmed_at  BIGINT                      -- null until the link in the message was used
);
CREATE UNIQUE INDEX accounts_one_confirmed ON accounts (email_index) WHERE confirmed_at IS NOT NULL;
CREATE INDEX accounts_unconfirmed ON accounts (registered_at) WHERE confirmed_at IS NULL;

-- The key of a person, apart from the rows that it opens: erasing it is one row.
CREATE TABLE person_keys (
    account_id TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    sealed_key BLOB NOT NULL                  -- sealed under the master key
);

-- Which version of the privacy policy a person accepted, and when (P24).
CREATE TABLE policy_acceptances (
    account_id  TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    version     TEXT NOT NULL,
    accepted_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, version)
);

-- The links that confirm an address. A row goes when its link is used: each works once.
CREATE TABLE confirmations (
    token_hash BLOB PRIMARY KEY,              -- SHA-256 of 256 random bits
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL
);
CREATE INDEX confirmations_of_account ON confirmations (account_id);

-- Who is signed in. The cookie holds 256 random bits; here is only their hash.
CREATE TABLE sessions (
    id_hash      BLOB PRIMARY KEY,            -- SHA-256
    account_id   TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    signed_in_at BIGINT NOT NULL,             -- over after 30 days
    last_used_at BIGINT NOT NULL              -- over after 7 days without use; written at most every 10 minutes
);
CREATE INDEX sessions_of_account ON sessions (account_id);

-- The profile (SPEC section 2) as one sealed JSON document: ciphertext cannot be queried by column
-- anyway, and one document keeps its lengths to itself.
CREATE TABLE profiles (
    account_id TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    version    BIGINT NOT NULL,               -- the ETag; one more with each save
    document   BLOB NOT NULL,                 -- sealed
    saved_at   BIGINT NOT NULL
);

-- Work that must outlive a crash: for now, messages to deliver. Taken by lease: who dies at work
-- gives it back when the lease ends. A delivered job is deleted.
CREATE TABLE jobs (
    id           TEXT PRIMARY KEY,
    account_id   TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    errand       BLOB NOT NULL,               -- sealed; what to do
    created_at   BIGINT NOT NULL,             -- in milliseconds: messages keep their order
    run_at       BIGINT NOT NULL,             -- not before
    leased_until BIGINT NOT NULL DEFAULT 0,
    attempts     INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX jobs_due ON jobs (run_at);

-- Answers to requests with an Idempotency-Key, kept for 24 hours. A row without an answer is a claim:
-- the first request is still at work (or died at it; then the claim ends by itself).
CREATE TABLE answers (
    id           BLOB PRIMARY KEY,            -- HMAC-SHA-256 of session and key
    request      BLOB NOT NULL,               -- HMAC-SHA-256 of method, path and body
    claimed_until BIGINT NOT NULL,
    answer       BLOB,                        -- sealed under a key of the server
    expires_at   BIGINT NOT NULL
);
CREATE INDEX answers_expiry ON answers (expires_at);
