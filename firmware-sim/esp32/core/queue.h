/* The events that the server has not acknowledged, in memory and in the store alike. */
#ifndef PW_QUEUE_H
#define PW_QUEUE_H

#include "port.h"
#include "sensor.h"

#define PW_QUEUE_SIZE 256
#define PW_BOOT_ID_LENGTH 16
#define PW_SLOT_LENGTH 8

#define PW_EVENT_OCCUPIED 1
#define PW_EVENT_INITIAL 2

/**
 * An event as it lies in the store. Its layout never changes, or an update would lose what the old firmware kept: the
 * place of `format` says which one it is.
 */
typedef struct {
  /** Ascending over all boots: the order in which events are sent. */
  uint64_t order;
  uint64_t uptime_ms;
  /** UTC in milliseconds; 0 where the clock was not synchronised. */
  int64_t at_ms;
  uint32_t seq;
  int32_t distance_mm;
  char boot_id[PW_BOOT_ID_LENGTH];
  /** Padded with NUL; a code of full length has none. */
  char slot[PW_SLOT_LENGTH];
  uint8_t format;
  uint8_t flags;
  uint8_t unused[6];
} pw_event;

_Static_assert(sizeof(pw_event) == 64, "the layout of stored events must not change");

typedef struct {
  pw_event event;
  uint64_t sent_ms;
  /** Its record in the store. */
  uint8_t record;
  bool sent;
} pw_queued;

typedef struct {
  const pw_port *port;
  /** Oldest first. */
  pw_queued items[PW_QUEUE_SIZE];
  unsigned count;
  uint64_t next_order;
  bool used[PW_QUEUE_SIZE];
  uint8_t next_record;
} pw_queue;

/** Reads what an earlier boot has kept; what cannot be an event is erased. */
void pw_queue_load(pw_queue *queue, const pw_port *port);

/** Keeps an event; a full queue drops its oldest. False when the store did not take it: it is kept in memory alone. */
bool pw_queue_append(pw_queue *queue, const pw_event *event);

/** Forgets every event of that boot up to `seq`; of another boot it says nothing. */
void pw_queue_acknowledge(pw_queue *queue, const char *boot_id, uint32_t seq);

/** Whether that event is kept and was not sent yet. */
bool pw_queue_unsent(const pw_queue *queue, const char *boot_id, uint32_t seq);

/** Everything is to be sent again. */
void pw_queue_rewind(pw_queue *queue);

/**
 * The lowest number of that boot that is still kept, else `otherwise`. Acknowledgements are cumulative and a full queue
 * drops from its old end, so nothing below this will ever come: it is the `oldestSeq` of the protocol, without a word
 * having to be written down when an event is dropped.
 */
uint32_t pw_queue_floor(const pw_queue *queue, const char *boot_id, uint32_t otherwise);

/**
 * The first event that may be sent now, of the `window` oldest: never sent, or longer ago than `after_ms`. An event behind a
 * hole in its boot waits until everything before the hole is acknowledged. NULL when there is none.
 */
pw_queued *pw_queue_due(pw_queue *queue, unsigned window, uint64_t now, uint64_t after_ms);

#endif
