/* Loaded before the C library: ends the process without a word, as `kill -9` does, just before the
   n-th call that would change a file. GROK_KILL_AT is n. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;
static long kill_at;

__attribute__((constructor)) static void begin(void) {
    const char *text = getenv("GROK_KILL_AT");
    kill_at = text ? atol(text) : 0;
}

static void step(void) {
    if (kill_at > 0 && atomic_fetch_add(&calls, 1) + 1 == kill_at) kill(getpid(), SIGKILL);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Standard output and error are no files of the home. */
ssize_t write(int file, const void *bytes, size_t count) {
    if (file > 2) step();
    return REAL(write)(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
    step();
    return REAL(pwrite)(file, bytes, count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    step();
    return REAL(pwrite64)(file, bytes, count, at);
}

int fsync(int file) {
    step();
    return REAL(fsync)(file);
}

int fdatasync(int file) {
    step();
    return REAL(fdatasync)(file);
}

int ftruncate(int file, off_t length) {
    step();
    return REAL(ftruncate)(file, length);
}

int ftruncate64(int file, off64_t length) {
    step();
    return REAL(ftruncate64)(file, length);
}

int unlink(const char *path) {
    step();
    return REAL(unlink)(path);
}

int rename(const char *from, const char *to) {
    step();
    return REAL(rename)(from, to);
}

int mkdir(const char *path, mode_t mode) {
    step();
    return REAL(mkdir)(path, mode);
}

static mode_t mode_of(int flags, va_list list) {
    return flags & O_CREAT ? va_arg(list, mode_t) : 0;
}

int open(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t mode = mode_of(flags, list);
    va_end(list);
    if (flags & (O_CREAT | O_TRUNC)) step();
    return REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t mode = mode_of(flags, list);
    va_end(list);
    if (flags & (O_CREAT | O_TRUNC)) step();
    return REAL(open64)(path, flags, mode);
}
