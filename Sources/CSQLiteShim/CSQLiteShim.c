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

int grok_sqlite_read_file(sqlite3 *database, void *bytes, int count, sqlite3_int64 offset) {
    sqlite3_file *file = 0;
    int code = sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (code != SQLITE_OK) return code;
    if (file == 0 || file->pMethods == 0) return SQLITE_CANTOPEN;
    return file->pMethods->xRead(file, bytes, count, offset);
}
