#ifndef CSQLITESHIM_H
#define CSQLITESHIM_H

#include <sqlite3.h>

/// Turns defensive mode on. `sqlite3_db_config` is variadic, which Swift cannot call.
/// Returns an SQLite result code.
int grok_sqlite_enable_defensive(sqlite3 *database);

/// Stops the checkpoint that SQLite would run when the last connection closes.
/// Returns an SQLite result code.
int grok_sqlite_disable_checkpoint_on_close(sqlite3 *database);

#endif
