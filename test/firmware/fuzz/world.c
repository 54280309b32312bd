/*
 * world <seed> <worlds>: a board and a server of our own behind a link that loses, repeats, delays and reorders, with power
 * cuts and cars that come and go. In the end the server must know every event exactly as the board has seen it,
 * except what a full queue dropped; and that it must have been told.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chance.h"
#include "json-read.h"
#include "rig.h"

#define MOST_BOOTS 40
#define MOST_SEQ 1200
#define DELAYED 64

typedef struct {
  char slot;
  char type;
  uint64_t uptime_ms;
} seen;

typedef struct {
  char id[PW_BOOT_ID_SIZE];
  /** What the board saw. */
  seen made[MOST_SEQ];
  uint32_t made_count;
  /** What the server stored. */
  seen stored[MOST_SEQ];
  bool has[MOST_SEQ];
  uint32_t base;
  uint32_t acked;
} boot;

static boot boots[MOST_BOOTS];
static unsigned boot_count;
static rig r;
static chance c;
static uint32_t loss;
static char delayed[DELAYED][400];
static unsigned delayed_count;
static unsigned long long events;
static unsigned long long lost;
static bool (*write_record)(void *context, unsigned record, const void *data, size_t size);

static void fail(const char *what, const char *id, uint32_t seq) {
  printf("world: %s (boot %s, seq %u)\n", what, id, seq);
  exit(1);
}

static boot *boot_of(const char *id) {
  for (unsigned i = 0; i < boot_count; i++) {
    if (strncmp(boots[i].id, id, PW_BOOT_ID_LENGTH) == 0) return &boots[i];
  }
  return NULL;
}

/** The board's truth is what it writes into its store. */
static bool watch_write(void *context, unsigned record, const void *data, size_t size) {
  if (record < PW_QUEUE_SIZE) {
    const pw_event *const event = data;
    boot *const of = boot_of(event->boot_id);
    if (!of || event->seq != of->made_count + 1 || event->seq >= MOST_SEQ) fail("made out of order", event->boot_id, event->seq);
    of->made[event->seq] = (seen){event->slot[0], (event->flags & PW_EVENT_OCCUPIED) != 0 ? 'o' : 'v', event->uptime_ms};
    of->made_count = event->seq;
  }
  return write_record(context, record, data, size);
}

static void acknowledge(boot *of) {
  if (of->base > of->acked + 1) of->acked = of->base - 1;
  while (of->acked + 1 < MOST_SEQ && of->has[of->acked + 1]) of->acked++;
  if (below(&c, 100) >= loss) rig_ack(&r, of->id, of->acked);
}

static void take_event(const char *payload) {
  pw_json root;
  char id[40];
  char slot[12];
  char type[12];
  if (!pw_json_parse(payload, strlen(payload), &root)) fail("no JSON", payload, 0);
  pw_json_string(pw_json_member(root, "bootId"), id, sizeof id);
  pw_json_string(pw_json_member(root, "slot"), slot, sizeof slot);
  pw_json_string(pw_json_member(root, "type"), type, sizeof type);
  const uint32_t seq = (uint32_t)rig_number(payload, "seq");
  const seen what = {slot[0], type[0], (uint64_t)rig_number(payload, "uptimeMs")};
  boot *const of = boot_of(id);
  if (!of || seq > of->made_count) fail("the board never saw that", id, seq);
  if (of->has[seq] && memcmp(&of->stored[seq].uptime_ms, &what.uptime_ms, sizeof what.uptime_ms) != 0) {
    fail("a repeat differs", id, seq);
  }
  if (rig_number(payload, "sentUptimeMs") < (long long)what.uptime_ms) fail("sent before it happened", id, seq);
  of->stored[seq] = what;
  of->has[seq] = true;
  const long long floor = rig_number(payload, "oldestSeq");
  if (floor > (long long)of->base) of->base = (uint32_t)floor;
  acknowledge(of);
}

/** The link: each message is lost, delayed, repeated or taken. */
static void carry(void) {
  static rig_message messages[RIG_MESSAGES];
  const unsigned count = r.sent_count;
  memcpy(messages, r.sent, count * sizeof messages[0]);
  rig_clear(&r);
  for (unsigned i = 0; i < count; i++) {
    if (!strstr(messages[i].topic, "/event")) continue;
    if (below(&c, 100) < loss) continue;
    if (below(&c, 100) < loss && delayed_count < DELAYED) {
      snprintf(delayed[delayed_count++], sizeof delayed[0], "%s", messages[i].payload);
      continue;
    }
    take_event(messages[i].payload);
    if (below(&c, 100) < loss) take_event(messages[i].payload);
  }
  if (delayed_count > 0 && below(&c, 3) == 0) {
    char late[sizeof delayed[0]];
    const unsigned at = below(&c, delayed_count);
    memcpy(late, delayed[at], sizeof late);
    memcpy(delayed[at], delayed[--delayed_count], sizeof late);
    take_event(late);
  }
}

static void boot_board(void) {
  if (boot_count == MOST_BOOTS) return;
  rig_boot(&r);
  boot *const of = &boots[boot_count++];
  memset(of, 0, sizeof *of);
  memcpy(of->id, r.board.boot_id, PW_BOOT_ID_SIZE);
  of->base = 1;
  delayed_count = 0;
}

static void live(unsigned steps) {
  for (unsigned i = 0; i < steps; i++) {
    rig_run(&r, below(&c, 300));
    carry();
    switch (below(&c, 12)) {
      case 0:
      case 1:
      case 2:
        r.distance[below(&c, 2)] = below(&c, 2) == 0 ? 400 : 2500;
        break;
      case 3:
        pw_board_disconnected(&r.board);
        break;
      case 4:
      case 5:
        rig_connect(&r);
        break;
      case 6:
        if (below(&c, 12) == 0) boot_board();
        break;
      default:
        break;
    }
  }
}

static void settle(void) {
  loss = 0;
  pw_board_disconnected(&r.board);
  rig_connect(&r);
  for (unsigned i = 0; i < 3000 && r.board.queue.count > 0; i++) {
    rig_run(&r, 50);
    carry();
  }
  if (r.board.queue.count > 0) fail("the queue never empties", r.board.boot_id, r.board.queue.items[0].event.seq);
}

static void compare(void) {
  for (unsigned i = 0; i < boot_count; i++) {
    const boot *const of = &boots[i];
    for (uint32_t seq = 1; seq <= of->made_count; seq++) {
      events++;
      if (!of->has[seq]) {
        /* A boot of which everything was dropped has nobody left to say so. */
        bool nothing = true;
        for (uint32_t any = seq; any <= of->made_count; any++) nothing = nothing && !of->has[any];
        if (seq >= of->base && !nothing) fail("lost without a word", of->id, seq);
        lost++;
      } else if (of->stored[seq].slot != of->made[seq].slot || of->stored[seq].type != of->made[seq].type ||
                 of->stored[seq].uptime_ms != of->made[seq].uptime_ms) {
        fail("stored otherwise than seen", of->id, seq);
      }
    }
  }
}

int main(int argc, char **argv) {
  const unsigned long long seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
  const unsigned worlds = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 50;
  unsigned full = 0;
  for (unsigned world = 0; world < worlds; world++) {
    c = chance_of(seed * 1000 + world);
    rig_begin(&r);
    write_record = r.port.write;
    r.port.write = watch_write;
    r.random = draw(&c);
    r.setup.config.dwell_in_ms = 0;
    r.setup.config.dwell_out_ms = 0;
    boot_count = 0;
    boot_board();
    loss = below(&c, 60);
    /* Every fifth world has nobody listening for so long that the queue runs over. */
    if (world % 5 == 4) {
      loss = 100;
      full++;
    }
    const unsigned long long before = lost;
    live(world % 5 == 4 ? 5000 : 1500);
    settle();
    compare();
    if (world % 5 != 4 && lost != before) fail("lost although there was room", "", 0);
  }
  printf("world: seed %llu, %u worlds (%u with a queue that ran over), %llu events, %llu of them dropped and said so\n", seed, worlds,
         full, events, lost);
  return 0;
}
