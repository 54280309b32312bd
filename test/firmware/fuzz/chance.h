/* Chance from a seed: the same seed brings the same run. */
#ifndef CHANCE_H
#define CHANCE_H

#include <stdint.h>

typedef struct {
  uint64_t state;
} chance;

static inline uint32_t draw(chance *c) {
  c->state ^= c->state << 13;
  c->state ^= c->state >> 7;
  c->state ^= c->state << 17;
  return (uint32_t)(c->state >> 16);
}

static inline chance chance_of(uint64_t seed) {
  chance c = {seed * 0x9e3779b97f4a7c15ULL + 0x1234567};
  for (int i = 0; i < 8; i++) draw(&c);
  return c;
}

static inline uint32_t below(chance *c, uint32_t limit) { return draw(c) % limit; }

#endif
