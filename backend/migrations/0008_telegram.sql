-- What comes in from messengers and gateways. The habits of 0001_foundation.sql hold here too.

-- Updates of the Telegram bot that were carried out: Telegram sends one again until it is answered. Kept
-- for longer than it does that.
CREATE TABLE telegram_updates (
    id BIGINT PRIMARY KEY,                    -- Telegram's
    at BIGINT NOT NULL
);
CREATE INDEX telegram_updates_old ON telegram_updates (at);

-- Where a contact stood when its holder's word stopped it. START leads back there: what was never
-- confirmed is not confirmed by it, and what the customer had paused stays paused.
CREATE TABLE contact_stops (
    contact_id   TEXT PRIMARY KEY REFERENCES contacts (id) ON DELETE CASCADE,
    state        TEXT NOT NULL,
    paused_until BIGINT
);
