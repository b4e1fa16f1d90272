-- The ledger, format 1. Facts are added and never changed; see Docs/Events.md for the event line.
--
-- The triggers stop accidents, also those of a stock sqlite3 shell. They do not stop somebody who
-- means it: only the tree, with a checkpoint kept outside of this file, shows tampering.

CREATE TABLE events (
    position    INTEGER PRIMARY KEY,  -- 1, 2, 3 … without gaps; leaf index + 1
    id          BLOB    NOT NULL CHECK (length(id) = 16),
    stream      TEXT    NOT NULL CHECK (stream <> ''),
    version     INTEGER NOT NULL,     -- 1, 2, 3 … within the stream
    type        TEXT    NOT NULL CHECK (type <> ''),
    recorded_at INTEGER NOT NULL,     -- microseconds since 1970 UTC
    correlation BLOB    CHECK (length(correlation) = 16),
    causation   BLOB    CHECK (length(causation) = 16),
    actor       TEXT    NOT NULL,
    body        TEXT    NOT NULL,     -- canonical JSON
    leaf        BLOB    NOT NULL CHECK (length(leaf) = 32)  -- SHA-256(0x00 ‖ event line)
) STRICT;

CREATE UNIQUE INDEX events_by_id ON events (id);
CREATE UNIQUE INDEX events_by_stream ON events (stream, version);
-- One entry a stream: finds the latest task without reading the log.
CREATE INDEX events_first_of_stream ON events (position) WHERE version = 1;

-- Without these checks INSERT OR REPLACE would erase the row it collides with.
CREATE TRIGGER events_insert BEFORE INSERT ON events BEGIN
    SELECT RAISE(ABORT, 'an event goes to the next position of the ledger')
        WHERE NEW.position IS NOT (SELECT ifnull(max(position), 0) + 1 FROM events);
    SELECT RAISE(ABORT, 'an event gets the next version of its stream')
        WHERE NEW.version IS NOT
            (SELECT ifnull(max(version), 0) + 1 FROM events WHERE stream = NEW.stream);
    SELECT RAISE(ABORT, 'an event with this id exists')
        WHERE EXISTS (SELECT 1 FROM events WHERE id = NEW.id);
END;

CREATE TRIGGER events_update BEFORE UPDATE ON events BEGIN
    SELECT RAISE(ABORT, 'events never change');
END;

CREATE TRIGGER events_delete BEFORE DELETE ON events BEGIN
    SELECT RAISE(ABORT, 'events are never deleted');
END;

-- Every text, under the only name by which events cite it. Redaction takes digest, salt and data
-- away together; the name, the size and the proofs stay.
CREATE TABLE blobs (
    commitment BLOB    NOT NULL PRIMARY KEY CHECK (length(commitment) = 32),
    digest     BLOB    CHECK (length(digest) = 32),  -- SHA-256 of the text; finds it again
    size       INTEGER NOT NULL CHECK (size >= 0),   -- bytes of the text
    codec      INTEGER NOT NULL,                     -- how data holds the text: 0 raw, 1 LZ4
    salt       BLOB    CHECK (length(salt) = 16),
    data       BLOB,
    CHECK ((digest IS NULL) = (data IS NULL) AND (salt IS NULL) = (data IS NULL))
) STRICT;

CREATE INDEX blobs_by_digest ON blobs (digest) WHERE digest IS NOT NULL;

CREATE TRIGGER blobs_insert BEFORE INSERT ON blobs
WHEN EXISTS (SELECT 1 FROM blobs WHERE commitment = NEW.commitment) BEGIN
    SELECT RAISE(ABORT, 'a blob with this commitment exists');
END;

CREATE TRIGGER blobs_update BEFORE UPDATE ON blobs
WHEN OLD.data IS NULL OR NEW.data IS NOT NULL OR NEW.digest IS NOT NULL OR NEW.salt IS NOT NULL
    OR NEW.commitment IS NOT OLD.commitment OR NEW.size IS NOT OLD.size
    OR NEW.codec IS NOT OLD.codec BEGIN
    SELECT RAISE(ABORT, 'a blob may only lose its digest, salt and data, together');
END;

CREATE TRIGGER blobs_delete BEFORE DELETE ON blobs BEGIN
    SELECT RAISE(ABORT, 'blobs are never deleted');
END;

-- The perfect subtrees of heights 8, 16 and 24 of the RFC 6962 tree over the leaves. The others
-- are computed when they are asked for.
CREATE TABLE tree (
    level   INTEGER NOT NULL CHECK (level IN (8, 16, 24)),
    "index" INTEGER NOT NULL CHECK ("index" >= 0),
    hash    BLOB    NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, "index")
) STRICT, WITHOUT ROWID;

CREATE TRIGGER tree_insert BEFORE INSERT ON tree
WHEN EXISTS (SELECT 1 FROM tree WHERE level = NEW.level AND "index" = NEW."index") BEGIN
    SELECT RAISE(ABORT, 'this subtree exists');
END;

CREATE TRIGGER tree_update BEFORE UPDATE ON tree BEGIN
    SELECT RAISE(ABORT, 'the tree never changes');
END;

CREATE TRIGGER tree_delete BEFORE DELETE ON tree BEGIN
    SELECT RAISE(ABORT, 'the tree never shrinks');
END;

-- One row: how many leaves, their root, and the roots of the perfect subtrees that the leaves fall
-- into, the largest first, 32 bytes each.
CREATE TABLE head (
    only     INTEGER PRIMARY KEY CHECK (only = 1),
    size     INTEGER NOT NULL CHECK (size >= 0),
    root     BLOB    NOT NULL CHECK (length(root) = 32),
    frontier BLOB    NOT NULL CHECK (length(frontier) % 32 = 0)
) STRICT;

CREATE TRIGGER head_insert BEFORE INSERT ON head WHEN EXISTS (SELECT 1 FROM head) BEGIN
    SELECT RAISE(ABORT, 'the head has one row');
END;

CREATE TRIGGER head_update BEFORE UPDATE ON head
WHEN NEW.only IS NOT OLD.only OR NEW.size <= OLD.size
    OR NEW.size IS NOT (SELECT max(position) FROM events) BEGIN
    SELECT RAISE(ABORT, 'the head moves forward to the last event');
END;

CREATE TRIGGER head_delete BEFORE DELETE ON head BEGIN
    SELECT RAISE(ABORT, 'the head is never deleted');
END;
