/* What the core uses of <string.h>, for a compiler that comes without a C library. Only `make size` needs this. */
#ifndef PW_RV32_STRING_H
#define PW_RV32_STRING_H

#include <stddef.h>

void *memcpy(void *to, const void *from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int value, size_t size);
int memcmp(const void *one, const void *other, size_t size);
void *memchr(const void *in, int wanted, size_t size);
size_t strlen(const char *text);
int strcmp(const char *one, const char *other);
int strncmp(const char *one, const char *other, size_t size);
char *strchr(const char *text, int wanted);
size_t strspn(const char *text, const char *set);

#endif
