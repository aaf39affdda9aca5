/* Preloaded into liftoff: kills the process right after its n-th step in the file system.
 *
 *   CRASH_KIND   launcher: the process that was executed; keeper: what it forked
 *   CRASH_AT     n, from 1
 *   CRASH_NOTE   a file that is made when the process is killed, with the step's name
 *   CRASH_TOOL   the program that is meant (liftoff); others pass
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int executed_pid;
static int wants_keeper;
static long crash_at;
static long steps;

__attribute__((constructor)) static void prepare(void) {
  const char *kind = getenv("CRASH_KIND"), *at = getenv("CRASH_AT"), *tool = getenv("CRASH_TOOL");
  if (!kind || !at || strcmp(program_invocation_short_name, tool ? tool : "liftoff") != 0) return;
  executed_pid = getpid();
  wants_keeper = strcmp(kind, "keeper") == 0;
  if (wants_keeper || strcmp(kind, "launcher") == 0) crash_at = atol(at);
}

static void step(const char *name, const char *what) {
  if (crash_at == 0 || wants_keeper != (getpid() != executed_pid)) return;
  if (++steps != crash_at) return;
  const char *note = getenv("CRASH_NOTE");
  int fd = (int)syscall(SYS_openat, AT_FDCWD, note, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (fd >= 0) {
    syscall(SYS_write, fd, name, strlen(name));
    syscall(SYS_write, fd, " ", 1);
    syscall(SYS_write, fd, what, strlen(what));
  }
  syscall(SYS_kill, getpid(), SIGKILL);
}

static int is_file(int fd) {
  struct stat st;
  return fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPENAT(name)                                     \
  int name(int dir, const char *path, int flags, ...) {  \
    va_list rest;                                        \
    va_start(rest, flags);                               \
    int mode = flags & O_CREAT ? va_arg(rest, int) : 0;  \
    va_end(rest);                                        \
    int fd = REAL(name)(dir, path, flags, mode);         \
    if (fd >= 0 && flags & O_CREAT) step(#name, path);   \
    return fd;                                           \
  }
OPENAT(openat)
OPENAT(openat64)

#define STEP(name, declaration, arguments, what) \
  int name declaration {                         \
    int result = REAL(name) arguments;           \
    int error = errno;                           \
    if (result == 0) step(#name, what);          \
    errno = error;                               \
    return result;                               \
  }
STEP(mkdir, (const char *path, mode_t mode), (path, mode), path)
STEP(mkdirat, (int dir, const char *path, mode_t mode), (dir, path, mode), path)
STEP(unlinkat, (int dir, const char *path, int flags), (dir, path, flags), path)
STEP(renameat, (int a, const char *from, int b, const char *to), (a, from, b, to), to)
STEP(renameat2, (int a, const char *from, int b, const char *to, unsigned flags), (a, from, b, to, flags), to)
STEP(linkat, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags), to)
STEP(symlinkat, (const char *target, int dir, const char *path), (target, dir, path), path)

ssize_t write(int fd, const void *data, size_t size) {
  ssize_t result = REAL(write)(fd, data, size);
  if (result > 0 && is_file(fd)) step("write", "");
  return result;
}

#define PWRITE(name)                                                    \
  ssize_t name(int fd, const void *data, size_t size, off_t offset) {   \
    ssize_t result = REAL(name)(fd, data, size, offset);                \
    if (result > 0 && is_file(fd)) step(#name, "");                     \
    return result;                                                      \
  }
PWRITE(pwrite)
PWRITE(pwrite64)
