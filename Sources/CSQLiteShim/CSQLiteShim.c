#include "CSQLiteShim.h"

/* Turns `option` on and reports whether it is on afterwards. */
static int enable(sqlite3 *database, int option) {
    int is_on = 0;
    int code = sqlite3_db_config(database, option, 1, &is_on);
    return code == SQLITE_OK && is_on == 1;
}

int grok_sqlite_enable_defensive(sqlite3 *database) {
    return enable(database, SQLITE_DBCONFIG_DEFENSIVE);
}

int grok_sqlite_disable_checkpoint_on_close(sqlite3 *database) {
    return enable(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE);
}

/* Where the hook of a connection leaves the number of frames. */
static int remember_frames(void *frames, sqlite3 *database, const char *name, int count) {
    (void)database;
    (void)name;
    *(int *)frames = count;
    return SQLITE_OK;
}

void grok_sqlite_count_wal_frames(sqlite3 *database, int *frames) {
    sqlite3_wal_hook(database, remember_frames, frames);
}
