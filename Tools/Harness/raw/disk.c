/* Stands between a program and its disk (LD_PRELOAD): writes down what the program does to the
 * files of a folder, in order and with the bytes, and lets calls fail where it is told to.
 *
 *   DISK_HOME=FOLDER        the files that count
 *   DISK_TRACE=FILE         gets the records
 *   DISK_MARKS=FILE         what is written to this file is an acknowledgement
 *   DISK_FAULT=KIND:N:HOW   the N-th write, truncation or sync (from 1) fails; KIND is eio, enospc,
 *                           short (half is written, then the disk is full) or lie (a sync says that
 *                           it worked, and the bytes are gone); HOW is once or sticky
 *   DISK_SYNC=normal        leaves out the syncs that synchronous=NORMAL leaves out: those of
 *                           frames in a write-ahead log, except before a checkpoint
 *
 * cc -O2 -shared -fPIC disk.c -o disk.so -ldl */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OPEN = 1, WRITE, TRUNCATE, SYNC, CLOSE, UNLINK, RENAME, MKDIR, MARK, LOST, PROCESS };
enum { CREATED = 1, TRUNCATED = 2 };
enum { FILES = 1024 };

struct record {
    uint32_t kind;
    int32_t file;
    int64_t number;
    uint32_t path_bytes, data_bytes;
};

static struct {
    enum { UNWATCHED, WATCHED, MARKS } kind;
    int is_log;
    /* Frames were written since the last sync. */
    int has_frames;
} files[FILES];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *home, *marks;
static int trace = -1, is_normal;
static char fault_kind;
static int fault_is_sticky;
static long fault_at, calls;

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *);
static int (*real_rmdir)(const char *);
static int (*real_mkdir)(const char *, mode_t);

static void note(int kind, int file, int64_t number, const char *path, const void *data,
                 size_t bytes) {
    if (trace < 0) return;
    int number_before = errno;
    struct record record = {(uint32_t)kind, file, number, path ? (uint32_t)strlen(path) : 0,
                            (uint32_t)bytes};
    struct iovec parts[] = {{&record, sizeof record},
                            {(void *)path, record.path_bytes},
                            {(void *)data, bytes}};
    if (writev(trace, parts, 3) != (ssize_t)(sizeof record + record.path_bytes + bytes)) abort();
    errno = number_before;
}

/* Other libraries may write and open before this one's turn to begin has come. */
static void look_up(void) {
    if (real_mkdir) return;
    real_open = dlsym(RTLD_NEXT, "open");
    real_close = dlsym(RTLD_NEXT, "close");
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_rmdir = dlsym(RTLD_NEXT, "rmdir");
    real_mkdir = dlsym(RTLD_NEXT, "mkdir");
}

__attribute__((constructor)) static void begin(void) {
    look_up();
    home = getenv("DISK_HOME");
    marks = getenv("DISK_MARKS");
    is_normal = getenv("DISK_SYNC") != NULL;
    const char *fault = getenv("DISK_FAULT");
    if (fault) {
        fault_kind = strncmp(fault, "enospc", 6) == 0 ? 'n' : fault[0];
        const char *colon = strchr(fault, ':');
        if (!colon) abort();
        fault_at = atol(colon + 1);
        fault_is_sticky = strstr(colon, ":sticky") != NULL;
    }
    const char *path = getenv("DISK_TRACE");
    if (path) trace = real_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    note(PROCESS, 0, 0, NULL, NULL, 0);
}

static int is_watched(const char *path) {
    if (!home || !path) return 0;
    size_t bytes = strlen(home);
    return strncmp(path, home, bytes) == 0 && (path[bytes] == 0 || path[bytes] == '/');
}

static int kind_of(int file) {
    return file >= 0 && file < FILES ? (int)files[file].kind : UNWATCHED;
}

/* Counts one more call and says how it fails: e(io), n(o space), s(hort), l(ie); 0: not at all. */
static char fault(void) {
    calls++;
    if (fault_at == 0 || calls < fault_at) return 0;
    if (fault_kind == 's') {
        if (calls == fault_at) return 's';
        return fault_is_sticky || calls == fault_at + 1 ? 'n' : 0;
    }
    if (calls != fault_at && !fault_is_sticky) return 0;
    return fault_kind;
}

static int fail(char kind) {
    errno = kind == 'n' ? ENOSPC : EIO;
    return -1;
}

/* MARK: opening and closing */

static int opened(int file, const char *path, int flags, int existed) {
    if (file < 0 || file >= FILES) return file;
    int is_marks = marks && strcmp(path, marks) == 0;
    files[file].kind = is_marks ? MARKS : is_watched(path) ? WATCHED : UNWATCHED;
    if (files[file].kind != WATCHED) return file;
    size_t bytes = strlen(path);
    files[file].is_log = bytes > 4 && strcmp(path + bytes - 4, "-wal") == 0;
    files[file].has_frames = 0;
    int how = (existed ? 0 : CREATED) | (flags & O_TRUNC ? TRUNCATED : 0);
    note(OPEN, file, how, path, NULL, 0);
    return file;
}

static int open_at(const char *path, int flags, mode_t mode) {
    look_up();
    struct stat status;
    pthread_mutex_lock(&lock);
    int existed = !(flags & O_CREAT) || stat(path, &status) == 0;
    int file = opened(real_open(path, flags, mode), path, flags, existed);
    pthread_mutex_unlock(&lock);
    return file;
}

#define MODE                                    \
    mode_t mode = 0;                            \
    if (flags & (O_CREAT | O_TMPFILE)) {        \
        va_list rest;                           \
        va_start(rest, flags);                  \
        mode = (mode_t)va_arg(rest, int);       \
        va_end(rest);                           \
    }

int open(const char *path, int flags, ...) {
    MODE return open_at(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE return open_at(path, flags, mode);
}

int close(int file) {
    look_up();
    pthread_mutex_lock(&lock);
    if (kind_of(file) == WATCHED) note(CLOSE, file, 0, NULL, NULL, 0);
    if (file >= 0 && file < FILES) files[file].kind = UNWATCHED;
    int result = real_close(file);
    pthread_mutex_unlock(&lock);
    return result;
}

/* MARK: writing */

static ssize_t write_at(int file, const void *data, size_t bytes, off_t offset) {
    char kind = fault();
    if (kind == 'l') kind = 0;
    if (kind == 's' && bytes < 2) kind = 'n';
    if (kind == 's') bytes /= 2;
    if (kind != 0 && kind != 's') return fail(kind);
    ssize_t written = real_pwrite(file, data, bytes, offset);
    if (written > 0) {
        if (offset > 0) files[file].has_frames = 1;
        note(WRITE, file, offset, NULL, data, (size_t)written);
    }
    return written;
}

ssize_t pwrite64(int file, const void *data, size_t bytes, off_t offset) {
    look_up();
    if (kind_of(file) != WATCHED) return real_pwrite(file, data, bytes, offset);
    pthread_mutex_lock(&lock);
    ssize_t written = write_at(file, data, bytes, offset);
    pthread_mutex_unlock(&lock);
    return written;
}

ssize_t pwrite(int file, const void *data, size_t bytes, off_t offset) {
    return pwrite64(file, data, bytes, offset);
}

ssize_t write(int file, const void *data, size_t bytes) {
    look_up();
    int kind = kind_of(file);
    if (kind == UNWATCHED) return real_write(file, data, bytes);
    pthread_mutex_lock(&lock);
    ssize_t written;
    if (kind == MARKS) {
        note(MARK, file, 0, NULL, data, bytes);
        written = real_write(file, data, bytes);
    } else {
        int appends = fcntl(file, F_GETFL) & O_APPEND;
        off_t offset = lseek(file, 0, appends ? SEEK_END : SEEK_CUR);
        written = write_at(file, data, bytes, offset);
        if (written > 0) lseek(file, offset + written, SEEK_SET);
    }
    pthread_mutex_unlock(&lock);
    return written;
}

int ftruncate64(int file, off_t bytes) {
    look_up();
    if (kind_of(file) != WATCHED) return real_ftruncate(file, bytes);
    pthread_mutex_lock(&lock);
    char kind = fault();
    int result = kind != 0 && kind != 'l' ? fail(kind == 's' ? 'n' : kind)
                                          : real_ftruncate(file, bytes);
    if (result == 0) note(TRUNCATE, file, bytes, NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
    return result;
}

int ftruncate(int file, off_t bytes) { return ftruncate64(file, bytes); }

/* MARK: bringing to the disk */

/* A sync that fails leaves pages behind that Linux takes for clean: they never get to the disk. */
static int sync_with(int (*real)(int), int file) {
    if (kind_of(file) != WATCHED) return real(file);
    pthread_mutex_lock(&lock);
    int result = 0;
    char kind = fault();
    if (kind != 0) {
        note(LOST, file, 0, NULL, NULL, 0);
        if (kind != 'l') result = fail(kind == 's' ? 'n' : kind);
    } else if (is_normal && files[file].is_log && files[file].has_frames) {
        files[file].has_frames = 0;
    } else {
        files[file].has_frames = 0;
        result = real(file);
        if (result == 0) note(SYNC, file, 0, NULL, NULL, 0);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int fsync(int file) {
    look_up();
    return sync_with(real_fsync, file);
}

int fdatasync(int file) {
    look_up();
    return sync_with(real_fdatasync, file);
}

/* MARK: names */

int unlink(const char *path) {
    look_up();
    pthread_mutex_lock(&lock);
    int result = real_unlink(path);
    if (result == 0 && is_watched(path)) note(UNLINK, 0, 0, path, NULL, 0);
    pthread_mutex_unlock(&lock);
    return result;
}

int rename(const char *from, const char *to) {
    look_up();
    pthread_mutex_lock(&lock);
    int result = real_rename(from, to);
    if (result == 0 && is_watched(to)) note(RENAME, 0, 0, from, to, strlen(to));
    pthread_mutex_unlock(&lock);
    return result;
}

int mkdir(const char *path, mode_t mode) {
    look_up();
    pthread_mutex_lock(&lock);
    int result = real_mkdir(path, mode);
    if (result == 0 && is_watched(path)) note(MKDIR, 0, 0, path, NULL, 0);
    pthread_mutex_unlock(&lock);
    return result;
}

int rmdir(const char *path) {
    look_up();
    pthread_mutex_lock(&lock);
    int result = real_rmdir(path);
    if (result == 0 && is_watched(path)) note(UNLINK, 0, 0, path, NULL, 0);
    pthread_mutex_unlock(&lock);
    return result;
}
