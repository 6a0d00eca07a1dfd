-- The looks of operators at requests to support (P19), of people with an account and without: each is
-- kept before the request is shown. The habits of 0001_foundation.sql hold here too.
CREATE TABLE support_looks (
    reference TEXT NOT NULL REFERENCES support_requests (reference) ON DELETE CASCADE,
    number    INTEGER NOT NULL,
    at        BIGINT NOT NULL,                -- in milliseconds
    document  BLOB NOT NULL,                  -- sealed as the request; JSON of operator and reason
    PRIMARY KEY (reference, number)
);
