#ifndef CSQLITESHIM_H
#define CSQLITESHIM_H

#include <sqlite3.h>

/// Turns defensive mode on. `sqlite3_db_config` is variadic, which Swift cannot call.
/// Returns 1 if it is on afterwards, otherwise 0.
int grok_sqlite_enable_defensive(sqlite3 *database);

/// Stops the checkpoint that SQLite would run when the last connection closes.
/// Returns 1 if it is stopped afterwards, otherwise 0.
int grok_sqlite_disable_checkpoint_on_close(sqlite3 *database);

/// From now on every commit of this connection leaves in `frames` how many frames the write-ahead
/// log holds. Replaces SQLite's own automatic checkpoint. `frames` must outlive the connection.
void grok_sqlite_count_wal_frames(sqlite3 *database, int *frames);

/// Reads `count` bytes at `offset` of the database's file as they are, through the file that SQLite
/// has open: a descriptor of our own, when it is closed, would drop SQLite's locks in this process.
/// Returns SQLITE_OK, or an error if the file is shorter or cannot be read.
int grok_sqlite_read_file(sqlite3 *database, void *bytes, int count, sqlite3_int64 offset);

#endif
