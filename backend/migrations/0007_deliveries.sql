-- What monitoring systems told (POST /events), and what becomes of it for each contact: the queue of
-- dispatch and the delivery log are one table. The habits of 0001_foundation.sql hold here too.

-- An event that was taken. It is kept as long as a delivery of it (contract: LOG_DAYS).
CREATE TABLE events (
    id            TEXT PRIMARY KEY,
    account_id    TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    own_id        BLOB,                       -- HMAC-SHA-256 of its id in the monitoring system; null when it gave none
    monitor_index BLOB NOT NULL,              -- HMAC-SHA-256 of the monitor's name, so that an end finds its beginning
    kind          TEXT NOT NULL,
    document      BLOB NOT NULL,              -- sealed; JSON of contract::contacts::events::Event
    contacts      INTEGER NOT NULL,           -- how many are told: the same event again gets the same answer
    taken_at      BIGINT NOT NULL             -- in milliseconds
);
CREATE UNIQUE INDEX events_once ON events (account_id, own_id) WHERE own_id IS NOT NULL;
CREATE INDEX events_of_monitor ON events (account_id, monitor_index, kind);
CREATE INDEX events_taken ON events (taken_at);

-- A message about an event to a contact, or a test message. It waits in one of the three states that the
-- indexes below name; then it is sent, delivered, failed or cancelled, and stays for the log.
CREATE TABLE deliveries (
    id         TEXT PRIMARY KEY,
    contact_id TEXT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    event_id   TEXT REFERENCES events (id) ON DELETE CASCADE,  -- null: a test message
    channel    TEXT NOT NULL,                 -- the contact's when it was queued: which lane sends it
    state      TEXT NOT NULL,                 -- contract::contacts::deliveries::DeliveryState
    state_at   BIGINT NOT NULL,               -- in milliseconds
    queued_at  BIGINT NOT NULL,               -- in milliseconds
    due_at     BIGINT NOT NULL,               -- when it is looked at next, or was last
    message_id TEXT,                          -- the message it goes out in: several share one in a digest. Once it is
                                              -- set that message may have gone out, and each try has the same id
    written_at BIGINT,                        -- when that message was written, in milliseconds
    in_digest  INTEGER NOT NULL DEFAULT 0,    -- 1 when that message is a digest
    is_taken   INTEGER NOT NULL DEFAULT 0,    -- 1 while this process sends it; the next start sets it back
    tries      INTEGER NOT NULL DEFAULT 0,
    sent_at    BIGINT,                        -- in milliseconds, for the limits
    said       BLOB                           -- sealed; JSON of who delivered it and what there is to say of it
);
-- No message twice for one event and contact.
CREATE UNIQUE INDEX deliveries_once ON deliveries (event_id, contact_id) WHERE event_id IS NOT NULL;
CREATE INDEX deliveries_due ON deliveries (channel, is_taken, due_at, queued_at)
    WHERE state IN ('queued', 'held', 'retried');
CREATE INDEX deliveries_waiting ON deliveries (contact_id) WHERE state IN ('queued', 'held', 'retried');
CREATE INDEX deliveries_sent ON deliveries (contact_id, sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX deliveries_of_message ON deliveries (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX deliveries_of_contact ON deliveries (contact_id, queued_at, id);
CREATE INDEX deliveries_queued ON deliveries (queued_at);
