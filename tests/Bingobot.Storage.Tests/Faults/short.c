/* Makes every n-th pwrite and pread do a part only, as the system may at any time: LD_PRELOAD, BINGOBOT_SHORT=n. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

static _Atomic long calls;

static size_t part(size_t count)
{
    const char *every = getenv("BINGOBOT_SHORT");
    long n = every ? atol(every) : 0;
    return n > 0 && count > 1 && ++calls % n == 0 ? 1 + count / 3 : count;
}

#define SHORTEN(name, buffer)                                                      \
    ssize_t name(int file, buffer bytes, size_t count, off_t offset)               \
    {                                                                              \
        static ssize_t (*next)(int, buffer, size_t, off_t);                        \
        if (!next)                                                                 \
            next = (ssize_t (*)(int, buffer, size_t, off_t))dlsym(RTLD_NEXT, #name); \
        return next(file, bytes, part(count), offset);                             \
    }

SHORTEN(pwrite, const void *)
SHORTEN(pwrite64, const void *)
SHORTEN(pread, void *)
SHORTEN(pread64, void *)
