-- The four documented tables: exactly the documented columns first, in the documented order, with
-- the documented types and defaults. Further columns follow. Scripts read them with any sqlite3.
--
-- Everything in this database is derived from ledger.db and can be thrown away at any time.

CREATE TABLE conversations (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    task_id    TEXT NOT NULL,
    type       TEXT NOT NULL,                   -- 'decomposition', 'subtask', 'aggregation'
    messages   TEXT NOT NULL,                   -- JSON: [{"role", "content"}, …], the answer last
    model      TEXT NOT NULL,                   -- the model that was asked for
    tokens     INTEGER DEFAULT 0,               -- prompt + completion + reasoning; NULL: unknown
    cost       REAL DEFAULT 0.0,                -- US dollars, a convenience; NULL: unknown
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,  -- when the answer was recorded, UTC
    cost_ticks   INTEGER,                       -- the truth: 1 tick = 10⁻¹⁰ US dollars
    label        TEXT,                          -- 'reported', 'computed', 'unknown'
    served_model TEXT,                          -- the model that answered
    account      TEXT,
    subtask      INTEGER,                       -- its number in the plan, from 1
    outcome      TEXT,                          -- 'complete', 'cut', 'refused', 'empty'
    attempt      INTEGER                        -- attempts.position
);

CREATE TABLE documents (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    task_id    TEXT NOT NULL,
    title      TEXT NOT NULL,
    content    TEXT NOT NULL,
    format     TEXT DEFAULT 'markdown',         -- 'markdown', 'text', 'json'
    created_at TEXT DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE prompts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT UNIQUE NOT NULL,
    template    TEXT NOT NULL,
    variables   TEXT DEFAULT '[]',              -- JSON array
    description TEXT,
    created_at  TEXT DEFAULT CURRENT_TIMESTAMP  -- of a default prompt: when the ledger was opened
);

CREATE TABLE agents (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    task_id      TEXT NOT NULL,
    agent_type   TEXT NOT NULL,                 -- 'super', 'sub'
    status       TEXT DEFAULT 'pending',        -- 'pending', 'running', 'completed', 'failed'
    result       TEXT,
    error        TEXT,
    created_at   TEXT DEFAULT CURRENT_TIMESTAMP,
    completed_at TEXT,
    subtask      INTEGER                        -- its number in the plan; NULL for the super agent
);
