-- Money and requests added up. Only attempts that have ended are in the rollups, at the time of the
-- event that ended them; open ones are added by the reports.

CREATE TABLE dimensions (                       -- what ended attempts are told apart by
    id           INTEGER PRIMARY KEY,           -- 1, 2, 3 … in the order of their appearance
    account      TEXT NOT NULL,
    key          TEXT NOT NULL,                 -- fingerprint of the account's key
    kind         TEXT NOT NULL,                 -- 'decomposition', 'subtask', 'aggregation'
    model        TEXT NOT NULL,                 -- asked for
    served_model TEXT NOT NULL,                 -- that answered; the one asked for if none did
    outcome      TEXT NOT NULL,                 -- of an answer, or 'failed', 'unknown'
    -- 'reported', 'computed', 'unknown', 'unbilled', 'stated' (by a person)
    label        TEXT NOT NULL
) STRICT;

CREATE TABLE stats_days (
    day                INTEGER NOT NULL,        -- days since 1970 UTC
    dimension          INTEGER NOT NULL,        -- dimensions.id
    attempts           INTEGER NOT NULL,
    prompt_tokens      INTEGER NOT NULL,
    cached_tokens      INTEGER NOT NULL,
    completion_tokens  INTEGER NOT NULL,
    reasoning_tokens   INTEGER NOT NULL,
    ticks              INTEGER NOT NULL,        -- settled
    doubtful_ticks     INTEGER NOT NULL,        -- held by outcomes and costs that are unknown
    doubtful_unbounded INTEGER NOT NULL,        -- those among them without a hold
    PRIMARY KEY (day, dimension)
) STRICT, WITHOUT ROWID;

CREATE TABLE stats_quarters (                   -- the same in 15 minutes, for other time zones
    quarter            INTEGER NOT NULL,        -- quarters of an hour since 1970 UTC
    dimension          INTEGER NOT NULL,
    attempts           INTEGER NOT NULL,
    prompt_tokens      INTEGER NOT NULL,
    cached_tokens      INTEGER NOT NULL,
    completion_tokens  INTEGER NOT NULL,
    reasoning_tokens   INTEGER NOT NULL,
    ticks              INTEGER NOT NULL,
    doubtful_ticks     INTEGER NOT NULL,
    doubtful_unbounded INTEGER NOT NULL,
    PRIMARY KEY (quarter, dimension)
) STRICT, WITHOUT ROWID;

CREATE TABLE stats_totals (                     -- the same over all time
    dimension          INTEGER PRIMARY KEY,
    attempts           INTEGER NOT NULL,
    prompt_tokens      INTEGER NOT NULL,
    cached_tokens      INTEGER NOT NULL,
    completion_tokens  INTEGER NOT NULL,
    reasoning_tokens   INTEGER NOT NULL,
    ticks              INTEGER NOT NULL,
    doubtful_ticks     INTEGER NOT NULL,
    doubtful_unbounded INTEGER NOT NULL
) STRICT;

CREATE VIEW stats AS                            -- the daily rollup as a person wants to read it
SELECT date(day * 86400, 'unixepoch') AS day, account, key, kind, model, served_model, outcome,
    label, attempts, prompt_tokens, cached_tokens, completion_tokens, reasoning_tokens, ticks,
    doubtful_ticks, doubtful_unbounded
FROM stats_days JOIN dimensions ON dimensions.id = stats_days.dimension;

CREATE TABLE accounts (
    id                 INTEGER PRIMARY KEY,     -- 1, 2, 3 … in the order of their appearance
    account            TEXT NOT NULL,
    key                TEXT NOT NULL,           -- another key under the same name is another row
    requests           INTEGER NOT NULL,        -- attempts ever started
    answered           INTEGER NOT NULL,
    failed             INTEGER NOT NULL,
    unknown            INTEGER NOT NULL,
    prompt_tokens      INTEGER NOT NULL,
    cached_tokens      INTEGER NOT NULL,
    completion_tokens  INTEGER NOT NULL,
    reasoning_tokens   INTEGER NOT NULL,
    settled_ticks      INTEGER NOT NULL,
    held_ticks         INTEGER NOT NULL,        -- by open attempts and unknown outcomes
    setbacks           INTEGER NOT NULL,        -- limits and server errors since the last answer
    window_ms_max      INTEGER NOT NULL,        -- the longest window a request was granted under
    cooled_down_until  INTEGER,                 -- NULL: never cooled down
    cooled_down_reason TEXT,
    disabled_reason    TEXT,                    -- NULL: enabled
    first_at           INTEGER NOT NULL,        -- its first event
    last_at            INTEGER NOT NULL,        -- its last event
    last_event         INTEGER NOT NULL,        -- the position of that
    last_start         INTEGER NOT NULL,        -- attempts.position of its last request, or 0
    team               TEXT,                    -- whose it is by the provider; NULL: not asked
    provider_key       TEXT                     -- the provider's name of the key
) STRICT;

CREATE UNIQUE INDEX accounts_by_name ON accounts (account, key);

CREATE TABLE clock_steps (                      -- jumps of the wall clock: see clock-stepped
    position INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    step_us  INTEGER NOT NULL
) STRICT;

CREATE TABLE adjustments (                      -- corrections of what attempts cost
    position INTEGER PRIMARY KEY,               -- of cost-adjusted
    attempt  TEXT NOT NULL,                     -- attempts.id
    ticks    INTEGER NOT NULL,                  -- to be added to attempts.ticks
    reason   TEXT NOT NULL,                     -- 'invoice', 'credit', 'correction'
    at       INTEGER NOT NULL
) STRICT;

CREATE INDEX adjustments_by_attempt ON adjustments (attempt);

CREATE TABLE checkpoint (                       -- one row: how far this database has got
    only            INTEGER PRIMARY KEY CHECK (only = 1),
    ledger          TEXT NOT NULL,              -- UUID of the ledger that it was made from
    position        INTEGER NOT NULL,           -- of the last event that is in these tables
    leaf            BLOB NOT NULL,              -- of that event
    at              INTEGER NOT NULL,           -- when that event was recorded
    default_prompts BLOB NOT NULL               -- digest of the prompts that the program brought
) STRICT;
