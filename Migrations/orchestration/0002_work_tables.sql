-- Tasks, sub-tasks and attempts as they stand. Times are microseconds since 1970 UTC, money is
-- ticks, texts are named by their commitments (64 hexadecimal digits) in ledger.db.

CREATE TABLE tasks (
    position            INTEGER PRIMARY KEY,    -- of task-submitted
    id                  TEXT NOT NULL,          -- 12 characters
    agent               INTEGER NOT NULL,       -- agents.id of the super agent
    description         TEXT,                   -- NULL: longer than 64 kB
    description_text    TEXT NOT NULL,          -- commitment
    context_text        TEXT,                   -- commitment
    output_file_text    TEXT,                   -- commitment
    requested_strategy  TEXT NOT NULL,          -- 'parallel', 'sequential', 'adaptive'
    effective_strategy  TEXT,                   -- NULL: no plan yet
    recommended_strategy TEXT,                  -- what the model would have chosen
    routing             TEXT NOT NULL,
    tags                TEXT,                   -- JSON object of names and values; NULL: none
    submitted_at        INTEGER NOT NULL,
    -- 'submitted', 'running', 'paused', 'succeeded', 'partial', 'failed', 'cancelled'
    status              TEXT NOT NULL,
    reason              TEXT,                   -- why it paused or failed
    cause               TEXT,                   -- why the call failed that it could not do without
    ended_at            INTEGER,                -- task-finished or task-failed
    last_at             INTEGER NOT NULL,       -- its last event
    run_us              INTEGER NOT NULL,       -- time under way, without the pauses between runs
    result_text         TEXT,                   -- commitment of the final text
    result_attempt      TEXT,                   -- attempts.id that gave it
    documents           INTEGER NOT NULL,
    plans_refused       INTEGER NOT NULL,
    resumptions         INTEGER NOT NULL,
    first_planned       INTEGER,                -- positions of the first and the last
    last_planned        INTEGER,                --   subtask-planned; NULL: no plan yet
    subtasks            INTEGER NOT NULL,       -- in the plan
    subtasks_finished   INTEGER NOT NULL,
    subtasks_failed     INTEGER NOT NULL,
    subtasks_skipped    INTEGER NOT NULL,
    attempts            INTEGER NOT NULL,       -- = answered + failed + unknown + open
    answered            INTEGER NOT NULL,
    failed              INTEGER NOT NULL,
    unknown             INTEGER NOT NULL,
    prompt_tokens       INTEGER NOT NULL,       -- cached ones included
    cached_tokens       INTEGER NOT NULL,
    completion_tokens   INTEGER NOT NULL,       -- reasoning excluded
    reasoning_tokens    INTEGER NOT NULL,
    ticks               INTEGER NOT NULL,       -- settled
    computed_answers    INTEGER NOT NULL,       -- answers whose ticks the price book said
    doubtful_attempts   INTEGER NOT NULL,       -- open, unknown, or answered at unknown cost
    doubtful_ticks      INTEGER NOT NULL,       -- what those hold
    doubtful_unbounded  INTEGER NOT NULL,       -- those among them without a hold
    stated_attempts     INTEGER NOT NULL        -- unknown outcomes that a person has resolved
) STRICT;

CREATE UNIQUE INDEX tasks_by_id ON tasks (id);

CREATE TABLE subtasks (
    position            INTEGER PRIMARY KEY,    -- of subtask-planned
    task_id             TEXT NOT NULL,
    subtask             INTEGER NOT NULL,       -- its number in the plan, from 1
    agent               INTEGER NOT NULL,       -- agents.id
    name                TEXT,                   -- what the plan calls it
    description         TEXT,                   -- NULL: longer than 64 kB
    name_text           TEXT NOT NULL,          -- commitment
    description_text    TEXT NOT NULL,          -- commitment
    complexity          TEXT NOT NULL,          -- 'simple', 'medium', 'complex'
    dependencies        TEXT NOT NULL,          -- JSON array of numbers
    planned_at          INTEGER NOT NULL,
    -- 'pending', 'running', 'finished', 'failed', 'skipped', 'cancelled'
    status              TEXT NOT NULL,
    reason              TEXT,                   -- why it failed
    skipped_because     INTEGER,                -- the number of the one that it waited for
    outcome             TEXT,                   -- 'complete', 'cut', 'refused', 'empty'
    ended_at            INTEGER,
    result_text         TEXT,                   -- commitment
    result_attempt      TEXT                    -- attempts.id
) STRICT;

CREATE TABLE attempts (
    position            INTEGER PRIMARY KEY,    -- of attempt-started
    id                  TEXT NOT NULL,          -- UUID
    task_id             TEXT NOT NULL,
    kind                TEXT NOT NULL,          -- 'decomposition', 'subtask', 'aggregation'
    subtask             INTEGER,
    round               INTEGER NOT NULL,
    number              INTEGER NOT NULL,       -- of its call, from 1
    account             TEXT NOT NULL,
    key                 TEXT NOT NULL,          -- fingerprint of the account's key
    model               TEXT NOT NULL,          -- asked for
    hold_ticks          INTEGER,                -- NULL: the model has no price
    request_text        TEXT NOT NULL,          -- commitment of the manifest of messages
    window_requests     INTEGER NOT NULL,
    window_ms           INTEGER NOT NULL,
    started_at          INTEGER NOT NULL,
    -- 'open', 'answered', 'failed', 'unknown', 'resolved' (unknown, but its cost is known)
    state               TEXT NOT NULL,
    ended_position      INTEGER,                -- of the event that ended it
    ended_at            INTEGER,
    served_model        TEXT,
    outcome             TEXT,                   -- 'complete', 'cut', 'refused', 'empty'
    reason              TEXT,                   -- why there is none
    status              INTEGER,                -- HTTP
    prompt_tokens       INTEGER,                -- NULL: unknown
    cached_tokens       INTEGER,
    completion_tokens   INTEGER,
    reasoning_tokens    INTEGER,
    label               TEXT,                   -- 'reported', 'computed', 'unknown'; of a
                                                -- resolved one 'stated' or 'unbilled'
    ticks               INTEGER,                -- NULL: nothing is settled
    answer_text         TEXT,                   -- commitment; what arrived before it broke, too
    error_text          TEXT,                   -- commitment
    duration_ms         INTEGER,
    resolved_position   INTEGER                 -- of attempt-resolved
) STRICT;

CREATE INDEX attempts_open ON attempts (position) WHERE state = 'open';
CREATE INDEX attempts_unknown ON attempts (position) WHERE state = 'unknown';
