/* What the disk, SQLite and SHA-256 allow: the control of the append and verify benchmarks.
 *
 * The same tables, triggers, tree, hashes and settings as the ledger, through the C interface of
 * SQLite, in one thread, without lock file, retries, decoding or JSON building.
 *
 *   cc -O2 append.c -o append -lsqlite3 -llz4
 *   append SCHEMA.sql append N BATCH FILE [BLOB_BYTES]   N events, BATCH in a transaction, each
 *                                                        with a text of BLOB_BYTES (0: none)
 *   append SCHEMA.sql verify FILE                        every leaf, the tree and the head again
 *
 * Prints one line of JSON. */
#define _GNU_SOURCE
#include <lz4.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "sha256.h"

enum { STREAMS = 50, LINE_MAX_BYTES = 65536, WAL_BYTES_MAX = 4194304, FRAME_BYTES = 4096 + 24 };

static sqlite3 *database;
static int wal_frames;

static void check(int code, const char *what) {
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
    fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(database));
    exit(1);
}

static void execute(const char *sql) { check(sqlite3_exec(database, sql, 0, 0, 0), sql); }

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement = 0;
    check(sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, 0), sql);
    return statement;
}

static void run(sqlite3_stmt *statement) {
    check(sqlite3_step(statement), sqlite3_sql(statement));
    sqlite3_reset(statement);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static char *contents(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    char *text = calloc(1, 1 << 16);
    if (!text || fread(text, 1, (1 << 16) - 1, file) == 0) exit(1);
    fclose(file);
    return text;
}

/* MARK: the tree */

static uint8_t frontier[64][32];
static int frontier_count;
static int64_t size;

static void node(const uint8_t left[32], const uint8_t right[32], uint8_t out[32]) {
    uint8_t message[65] = {1};
    memcpy(message + 1, left, 32);
    memcpy(message + 33, right, 32);
    sha256(message, sizeof message, out);
}

/* Calls `completed` for every perfect subtree of a stored height. */
static void tree_append(const uint8_t leaf[32],
                        void (*completed)(int height, int64_t index, const uint8_t hash[32])) {
    uint8_t hash[32];
    int height = 0;
    memcpy(hash, leaf, 32);
    while (size >> height & 1) {
        node(frontier[--frontier_count], hash, hash);
        height++;
        if (height == 8 || height == 16 || height == 24) completed(height, size >> height, hash);
    }
    memcpy(frontier[frontier_count++], hash, 32);
    size++;
}

static void tree_root(uint8_t root[32]) {
    if (frontier_count == 0) {
        sha256((const uint8_t *)"", 0, root);
        return;
    }
    memcpy(root, frontier[frontier_count - 1], 32);
    for (int i = frontier_count - 2; i >= 0; i--) node(frontier[i], root, root);
}

/* MARK: the event line */

static uint8_t line[LINE_MAX_BYTES];
static size_t line_size;

static void put(const void *bytes, size_t count) {
    memcpy(line + line_size, bytes, count);
    line_size += count;
}

#define PUT(text) put(text, sizeof(text) - 1)

static void put_integer(int64_t value) {
    char digits[24];
    int at = sizeof digits;
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    do digits[--at] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0) digits[--at] = '-';
    put(digits + at, sizeof digits - (size_t)at);
}

static void put_id(const uint8_t *id) {
    static const char hex[] = "0123456789abcdef";
    char text[38];
    int at = 0;
    if (!id) {
        PUT("null");
        return;
    }
    text[at++] = '"';
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text[at++] = '-';
        text[at++] = hex[id[i] >> 4];
        text[at++] = hex[id[i] & 15];
    }
    text[at++] = '"';
    put(text, (size_t)at);
}

struct event {
    int64_t position, version, recorded_at;
    const uint8_t *id, *correlation, *causation;
    const char *stream, *type, *actor, *body;
    size_t stream_size, type_size, actor_size, body_size;
};

/* The names have no characters that JSON escapes. */
static void leaf_of(const struct event *event, uint8_t leaf[32]) {
    line_size = 0;
    put("", 1);
    PUT("{\"position\":");
    put_integer(event->position);
    PUT(",\"id\":");
    put_id(event->id);
    PUT(",\"stream\":\"");
    put(event->stream, event->stream_size);
    PUT("\",\"version\":");
    put_integer(event->version);
    PUT(",\"type\":\"");
    put(event->type, event->type_size);
    PUT("\",\"recorded_at\":");
    put_integer(event->recorded_at);
    PUT(",\"correlation\":");
    put_id(event->correlation);
    PUT(",\"causation\":");
    put_id(event->causation);
    PUT(",\"actor\":\"");
    put(event->actor, event->actor_size);
    PUT("\",\"body\":");
    put(event->body, event->body_size);
    PUT("}");
    sha256(line, line_size, leaf);
}

/* MARK: opening */

static int count_frames(void *context, sqlite3 *connection, const char *name, int frames) {
    (void)context, (void)connection, (void)name;
    wal_frames = frames;
    return SQLITE_OK;
}

static void open_database(const char *path) {
    check(sqlite3_open_v2(path, &database,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, 0),
          path);
    execute("PRAGMA journal_mode = WAL");
    execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA mmap_size = 0;"
            "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA temp_store = 2;"
            "PRAGMA trusted_schema = OFF");
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, 0);
    sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, 0);
    sqlite3_wal_hook(database, count_frames, 0);
}

static void report(const char *mode, int64_t events, double seconds) {
    printf("{\"mode\":\"%s\",\"events\":%lld,\"seconds\":%.6f,\"events_per_second\":%.0f,"
           "\"native_sha256\":%s,\"sqlite\":\"%s\"}\n",
           mode, (long long)events, seconds, (double)events / seconds,
           sha256_is_native() ? "true" : "false", sqlite3_libversion());
}

/* MARK: append */

static sqlite3_stmt *insert_event, *insert_subtree, *insert_blob, *update_head;
static char stream_names[STREAMS][24];
static int64_t versions[STREAMS];

static void store_subtree(int height, int64_t index, const uint8_t hash[32]) {
    sqlite3_bind_int(insert_subtree, 1, height);
    sqlite3_bind_int64(insert_subtree, 2, index);
    sqlite3_bind_blob(insert_subtree, 3, hash, 32, SQLITE_STATIC);
    run(insert_subtree);
}

/* A text of `bytes` that nobody wrote before and that compresses as prose does. */
static void append_blob(int64_t number, int bytes) {
    static uint8_t message[1 + 16 + (1 << 20)], data[LZ4_COMPRESSBOUND(1 << 20)];
    uint8_t commitment[32], digest[32];
    uint8_t *salt = message + 1, *text = message + 17;
    for (int at = 0; at < bytes; at += 64) {
        char words[80];
        snprintf(words, sizeof words, "%016llx the quick brown fox jumps over the lazy dog %d",
                 (unsigned long long)(number * 2654435761u + (uint64_t)at), at);
        memcpy(text + at, words, (size_t)(bytes - at < 64 ? bytes - at : 64));
    }
    message[0] = 2;
    if (getrandom(salt, 16, 0) != 16) exit(1);
    sha256(text, (size_t)bytes, digest);
    sha256(message, (size_t)bytes + 17, commitment);
    int packed = LZ4_compress_default((char *)text, (char *)data, bytes, bytes - 1);
    sqlite3_bind_blob(insert_blob, 1, commitment, 32, SQLITE_STATIC);
    sqlite3_bind_blob(insert_blob, 2, digest, 32, SQLITE_STATIC);
    sqlite3_bind_int(insert_blob, 3, bytes);
    sqlite3_bind_int(insert_blob, 4, packed > 0);
    sqlite3_bind_blob(insert_blob, 5, salt, 16, SQLITE_STATIC);
    sqlite3_bind_blob(insert_blob, 6, packed > 0 ? data : text, packed > 0 ? packed : bytes,
                      SQLITE_STATIC);
    run(insert_blob);
}

static void append_event(int64_t number) {
    /* As long as a typical attempt-answered. */
    static const char body[] =
        "{\"attempt\":{\"account\":\"account-1\",\"call\":{\"kind\":\"subtask\",\"round\":0,"
        "\"subtask\":3},\"hold_ticks\":123456789,\"id\":\"01980000-0000-7000-8000-000000000000\","
        "\"key\":\"0123456789abcdef\",\"model\":\"grok-3-fast\",\"number\":1},\"computed_ticks\":"
        "1176500,\"duration_ms\":1234,\"finish_reason\":\"stop\",\"label\":\"reported\","
        "\"outcome\":\"complete\",\"reported_ticks\":1176500,\"served_model\":\"grok-3-fast\","
        "\"text\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
        "\"ticks\":1176500,\"usage\":{\"cached_tokens\":2,\"completion_tokens\":1,"
        "\"prompt_tokens\":12,\"reasoning_tokens\":228}}";
    static uint8_t first[16] = {1};
    uint8_t id[16], leaf[32];
    int stream = (int)(number % STREAMS);
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    uint64_t milliseconds = (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
    for (int i = 0; i < 6; i++) id[i] = (uint8_t)(milliseconds >> (40 - 8 * i));
    if (getrandom(id + 6, 10, 0) != 10) exit(1);
    struct event event = {
        .position = size + 1, .version = ++versions[stream],
        .recorded_at = (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000,
        .id = id, .correlation = first, .causation = id,
        .stream = stream_names[stream], .stream_size = strlen(stream_names[stream]),
        .type = "attempt-answered.v1", .type_size = 19, .actor = "grok/0.1.0", .actor_size = 10,
        .body = body, .body_size = sizeof body - 1};
    leaf_of(&event, leaf);
    sqlite3_stmt *s = insert_event;
    sqlite3_bind_int64(s, 1, event.position);
    sqlite3_bind_blob(s, 2, id, 16, SQLITE_STATIC);
    sqlite3_bind_text(s, 3, event.stream, (int)event.stream_size, SQLITE_STATIC);
    sqlite3_bind_int64(s, 4, event.version);
    sqlite3_bind_text(s, 5, event.type, (int)event.type_size, SQLITE_STATIC);
    sqlite3_bind_int64(s, 6, event.recorded_at);
    sqlite3_bind_blob(s, 7, event.correlation, 16, SQLITE_STATIC);
    sqlite3_bind_blob(s, 8, event.causation, 16, SQLITE_STATIC);
    sqlite3_bind_text(s, 9, event.actor, (int)event.actor_size, SQLITE_STATIC);
    sqlite3_bind_text(s, 10, event.body, (int)event.body_size, SQLITE_STATIC);
    sqlite3_bind_blob(s, 11, leaf, 32, SQLITE_STATIC);
    run(s);
    tree_append(leaf, store_subtree);
}

static void append(const char *schema, int64_t count, int64_t batch, const char *path,
                   int blob_bytes) {
    uint8_t root[32];
    open_database(path);
    execute("BEGIN IMMEDIATE");
    execute(schema);
    execute("INSERT INTO head VALUES (1, 0, zeroblob(32), x''); COMMIT");
    sqlite3_stmt *begin = prepare("BEGIN IMMEDIATE"), *commit = prepare("COMMIT");
    insert_event = prepare("INSERT INTO events (position, id, stream, version, type, recorded_at, "
                           "correlation, causation, actor, body, leaf) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert_subtree = prepare("INSERT INTO tree (level, \"index\", hash) VALUES (?, ?, ?)");
    insert_blob = prepare("INSERT INTO blobs (commitment, digest, size, codec, salt, data) "
                          "VALUES (?, ?, ?, ?, ?, ?)");
    update_head = prepare("UPDATE head SET size = ?, root = ?, frontier = ?");
    for (int i = 0; i < STREAMS; i++) {
        snprintf(stream_names[i], sizeof stream_names[i], "task-%012d", i);
    }
    double start = now();
    for (int64_t done = 0; done < count;) {
        run(begin);
        for (int64_t i = 0; i < batch && done < count; i++, done++) {
            if (blob_bytes > 0) append_blob(done, blob_bytes);
            append_event(done);
        }
        tree_root(root);
        sqlite3_bind_int64(update_head, 1, size);
        sqlite3_bind_blob(update_head, 2, root, 32, SQLITE_STATIC);
        sqlite3_bind_blob(update_head, 3, frontier, 32 * frontier_count, SQLITE_STATIC);
        run(update_head);
        run(commit);
        if (wal_frames > WAL_BYTES_MAX / FRAME_BYTES) {
            check(sqlite3_wal_checkpoint_v2(database, "main", SQLITE_CHECKPOINT_PASSIVE, 0, 0),
                  "checkpoint");
        }
    }
    report("append", count, now() - start);
}

/* MARK: verify */

static sqlite3_stmt *select_subtree;

static void fail(int64_t position, const char *what) {
    fprintf(stderr, "position %lld: %s\n", (long long)position, what);
    exit(5);
}

static void compare_subtree(int height, int64_t index, const uint8_t hash[32]) {
    sqlite3_bind_int(select_subtree, 1, height);
    sqlite3_bind_int64(select_subtree, 2, index);
    if (sqlite3_step(select_subtree) != SQLITE_ROW ||
        memcmp(sqlite3_column_blob(select_subtree, 0), hash, 32) != 0) {
        fail((index << height) + 1, "another subtree");
    }
    sqlite3_reset(select_subtree);
}

static void verify(const char *path) {
    uint8_t leaf[32], root[32];
    open_database(path);
    execute("BEGIN");
    double start = now();
    select_subtree = prepare("SELECT hash FROM tree WHERE level = ? AND \"index\" = ?");
    sqlite3_stmt *s =
        prepare("SELECT position, id, stream, version, type, recorded_at, correlation, causation, "
                "actor, body, leaf FROM events ORDER BY position");
    while (sqlite3_step(s) == SQLITE_ROW) {
        struct event event = {.position = sqlite3_column_int64(s, 0),
                              .id = sqlite3_column_blob(s, 1),
                              .stream = (const char *)sqlite3_column_text(s, 2),
                              .version = sqlite3_column_int64(s, 3),
                              .type = (const char *)sqlite3_column_text(s, 4),
                              .recorded_at = sqlite3_column_int64(s, 5),
                              .correlation = sqlite3_column_blob(s, 6),
                              .causation = sqlite3_column_blob(s, 7),
                              .actor = (const char *)sqlite3_column_text(s, 8),
                              .body = (const char *)sqlite3_column_text(s, 9)};
        event.stream_size = (size_t)sqlite3_column_bytes(s, 2);
        event.type_size = (size_t)sqlite3_column_bytes(s, 4);
        event.actor_size = (size_t)sqlite3_column_bytes(s, 8);
        event.body_size = (size_t)sqlite3_column_bytes(s, 9);
        if (event.position != size + 1) fail(size + 1, "another position");
        leaf_of(&event, leaf);
        if (memcmp(leaf, sqlite3_column_blob(s, 10), 32) != 0) fail(event.position, "another leaf");
        tree_append(leaf, compare_subtree);
    }
    sqlite3_stmt *head = prepare("SELECT size, root FROM head");
    tree_root(root);
    if (sqlite3_step(head) != SQLITE_ROW || sqlite3_column_int64(head, 0) != size ||
        memcmp(sqlite3_column_blob(head, 1), root, 32) != 0) {
        fail(size, "another head");
    }
    report("verify", size, now() - start);
}

int main(int count, char **arguments) {
    if (count >= 6 && strcmp(arguments[2], "append") == 0) {
        append(contents(arguments[1]), atoll(arguments[3]), atoll(arguments[4]), arguments[5],
               count > 6 ? atoi(arguments[6]) : 0);
    } else if (count == 4 && strcmp(arguments[2], "verify") == 0) {
        verify(arguments[3]);
    } else {
        fprintf(stderr, "usage: append SCHEMA.sql append N BATCH FILE [BLOB_BYTES]\n"
                        "       append SCHEMA.sql verify FILE\n");
        return 64;
    }
    return 0;
}
