-- What guards an account: devices, links that set a password, changes of the main address; and the
-- history of a person's own data. The habits of 0001_foundation.sql hold here too.

-- Sessions from before have no device and no public id: those who are signed in sign in once more.
DROP TABLE sessions;

-- Who is signed in. The cookie holds 256 random bits; here is only their hash.
CREATE TABLE sessions (
    id_hash      BLOB PRIMARY KEY,            -- SHA-256; another one each time the password is given
    id           TEXT NOT NULL UNIQUE,        -- by which the person names the device; opens nothing
    account_id   TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    device       BLOB NOT NULL,               -- sealed; { browser, system }
    signed_in_at BIGINT NOT NULL,             -- over after 30 days
    last_used_at BIGINT NOT NULL,             -- over after 7 days without use; written at most every 10 minutes
    password_at  BIGINT NOT NULL              -- when the password was last given
);
CREATE INDEX sessions_of_account ON sessions (account_id);

-- The links that set a new password. A dead one stays until it would have run out: the job that wrote
-- its message may run again after a crash, and must not bring it back to life.
CREATE TABLE password_resets (
    token_hash BLOB PRIMARY KEY,              -- SHA-256 of 256 random bits
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL,
    is_dead    INTEGER NOT NULL DEFAULT 0 CHECK (is_dead IN (0, 1))  -- used, or a password was set since
);
CREATE INDEX password_resets_of_account ON password_resets (account_id);

-- Changes of the main address that are asked for (confirmed_at is null), or that took effect and can
-- still be taken back. While they can, the old address is kept for this account: nobody else can have it.
CREATE TABLE email_changes (
    id           TEXT PRIMARY KEY,
    account_id   TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    number       BIGINT NOT NULL,             -- 1 for the account's first; what is taken back takes the later ones along
    old_index    BLOB NOT NULL,               -- blind indexes, as accounts.email_index
    new_index    BLOB NOT NULL,
    old_email    BLOB NOT NULL,               -- sealed
    new_email    BLOB NOT NULL,               -- sealed
    confirmed_at BIGINT,
    expires_at   BIGINT NOT NULL,             -- 24 hours after it was asked for; 72 hours after it took effect
    change_id    TEXT,                        -- its entry in the history, once it took effect
    UNIQUE (account_id, number)
);
CREATE INDEX email_changes_old ON email_changes (old_index);
CREATE UNIQUE INDEX email_changes_one_pending ON email_changes (account_id) WHERE confirmed_at IS NULL;

-- The links of a change: the new address confirms it, the old one keeps itself. The old one's all work.
CREATE TABLE email_change_links (
    token_hash BLOB PRIMARY KEY,              -- SHA-256 of 256 random bits
    change     TEXT NOT NULL REFERENCES email_changes (id) ON DELETE CASCADE,
    keeps      INTEGER NOT NULL CHECK (keeps IN (0, 1))
);
CREATE INDEX email_change_links_of_change ON email_change_links (change);

-- Who changed which of a person's own data, and when, from what to what.
CREATE TABLE history (
    id         TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    number     BIGINT NOT NULL,               -- 1 for the account's first: the order, also within a second
    at         BIGINT NOT NULL,
    change     BLOB NOT NULL,                 -- sealed; { by, fields, takes_back }
    UNIQUE (account_id, number)
);
