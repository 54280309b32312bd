/* A board on a bench: a port of which the test owns the time, the store, the distances and the link. */
#ifndef RIG_H
#define RIG_H

#include "board.h"

#define RIG_MESSAGES 512

typedef struct {
  char topic[PW_TOPIC_SIZE];
  char payload[2048];
  int qos;
  bool retain;
} rig_message;

typedef struct {
  pw_board board;
  pw_setup setup;
  pw_port port;

  uint64_t now;
  uint32_t random;
  /** The board's clock, 0 while it is not synchronised. */
  int64_t utc;
  int32_t distance[PW_MAX_SLOTS];
  pw_color lamp[PW_MAX_SLOTS];

  uint8_t store[PW_RECORDS][512];
  size_t stored[PW_RECORDS];
  bool store_full;
  unsigned writes;

  rig_message sent[RIG_MESSAGES];
  unsigned sent_count;
  bool link_full;

  unsigned restarts;
  unsigned reconnects;
  unsigned kept_images;
  bool can_update;
  char update_url[PW_URL_SIZE];
} rig;

/** Two slots, A and B, free. Not booted yet. */
void rig_begin(rig *r);
/** Boots with what the store holds; the uptime begins anew. */
void rig_boot(rig *r);
void rig_connect(rig *r);
/** Lets the time go on in steps of 10 ms, polling. */
void rig_run(rig *r, uint64_t ms);
/** A message on a topic below the board's root. */
void rig_receive(rig *r, const char *below, const char *payload);
/** `welcome` for the present boot at the given time, acknowledging nothing. */
void rig_welcome(rig *r, const char *server_time);
void rig_ack(rig *r, const char *boot_id, unsigned seq);
void rig_command(rig *r, const char *id, const char *name, const char *args);

/** Forgets what was sent. */
void rig_clear(rig *r);
/** The last payload on a topic that ends so; "" when there was none. */
const char *rig_last(const rig *r, const char *ending);
unsigned rig_count(const rig *r, const char *ending);
/** The payload number `index` on such topics, from 0. */
const char *rig_nth(const rig *r, const char *ending, unsigned index);
/** A whole number in a payload; -1 where it is not there. */
long long rig_number(const char *payload, const char *name);

#endif
