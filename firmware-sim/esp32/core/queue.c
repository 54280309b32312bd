#include "queue.h"
#include "utc.h"

#include <string.h>

#define FORMAT 1

static bool same_boot(const pw_event *event, const char *boot_id) {
  return strncmp(event->boot_id, boot_id, PW_BOOT_ID_LENGTH) == 0 && strlen(boot_id) == PW_BOOT_ID_LENGTH;
}

static bool is_code(const char *text, size_t length, char from, char to) {
  for (size_t i = 0; i < length; i++) {
    const char c = text[i];
    if (c == '\0') return i > 0;
    if (!((c >= '0' && c <= '9') || (c >= from && c <= to))) return false;
  }
  return true;
}

static bool is_event(const pw_event *event) {
  return event->format == FORMAT && event->seq > 0 && event->order > 0 && event->order < UINT64_MAX &&
         event->uptime_ms < INT64_MAX / 2 && event->at_ms < PW_UTC_END_MS && event->distance_mm >= 0 && event->distance_mm <= PW_FARTHEST_MM &&
         memchr(event->boot_id, '\0', PW_BOOT_ID_LENGTH) == NULL &&
         is_code(event->boot_id, PW_BOOT_ID_LENGTH, 'a', 'z') && is_code(event->slot, PW_SLOT_LENGTH, 'A', 'Z');
}

/** Sorts in by order: records come in any. */
static void insert(pw_queue *queue, const pw_event *event, uint8_t record) {
  unsigned at = queue->count++;
  for (; at > 0 && queue->items[at - 1].event.order > event->order; at--) queue->items[at] = queue->items[at - 1];
  queue->items[at] = (pw_queued){.event = *event, .record = record};
  queue->used[record] = true;
}

void pw_queue_load(pw_queue *queue, const pw_port *port) {
  memset(queue, 0, sizeof *queue);
  queue->port = port;
  for (unsigned record = 0; record < PW_QUEUE_SIZE; record++) {
    pw_event event;
    if (!port->read(port->context, record, &event, sizeof event)) continue;
    if (is_event(&event)) {
      insert(queue, &event, (uint8_t)record);
    } else {
      port->erase(port->context, record);
    }
  }
  const unsigned count = queue->count;
  queue->next_order = count == 0 ? 1 : queue->items[count - 1].event.order + 1;
  queue->next_record = count == 0 ? 0 : (uint8_t)(queue->items[count - 1].record + 1);
}

static void remove_at(pw_queue *queue, unsigned at) {
  const uint8_t record = queue->items[at].record;
  queue->port->erase(queue->port->context, record);
  queue->used[record] = false;
  queue->count--;
  memmove(&queue->items[at], &queue->items[at + 1], (queue->count - at) * sizeof queue->items[0]);
}

bool pw_queue_append(pw_queue *queue, const pw_event *event) {
  if (queue->count == PW_QUEUE_SIZE) remove_at(queue, 0);
  /* The next free record after the last one used, so that all of the store wears alike. */
  while (queue->used[queue->next_record]) queue->next_record++;
  const uint8_t record = queue->next_record++;
  pw_queued *const item = &queue->items[queue->count++];
  *item = (pw_queued){.event = *event, .record = record};
  item->event.order = queue->next_order++;
  item->event.format = FORMAT;
  queue->used[record] = true;
  return queue->port->write(queue->port->context, record, &item->event, sizeof item->event);
}

void pw_queue_acknowledge(pw_queue *queue, const char *boot_id, uint32_t seq) {
  for (unsigned at = 0; at < queue->count;) {
    const pw_event *const event = &queue->items[at].event;
    if (event->seq <= seq && same_boot(event, boot_id)) {
      remove_at(queue, at);
    } else {
      at++;
    }
  }
}

bool pw_queue_unsent(const pw_queue *queue, const char *boot_id, uint32_t seq) {
  for (unsigned at = 0; at < queue->count; at++) {
    const pw_queued *const item = &queue->items[at];
    if (item->event.seq == seq && same_boot(&item->event, boot_id)) return !item->sent;
  }
  return false;
}

void pw_queue_rewind(pw_queue *queue) {
  for (unsigned at = 0; at < queue->count; at++) queue->items[at].sent = false;
}

uint32_t pw_queue_floor(const pw_queue *queue, const char *boot_id, uint32_t otherwise) {
  for (unsigned at = 0; at < queue->count; at++) {
    if (same_boot(&queue->items[at].event, boot_id)) return queue->items[at].event.seq;
  }
  return otherwise;
}

/** Whether the event before it, of the same boot, is kept and is not its predecessor. */
static bool behind_hole(const pw_queue *queue, unsigned at) {
  if (at == 0) return false;
  const pw_event *const before = &queue->items[at - 1].event;
  const pw_event *const event = &queue->items[at].event;
  return memcmp(before->boot_id, event->boot_id, PW_BOOT_ID_LENGTH) == 0 && before->seq + 1 != event->seq;
}

pw_queued *pw_queue_due(pw_queue *queue, unsigned window, uint64_t now, uint64_t after_ms) {
  for (unsigned at = 0; at < queue->count && at < window; at++) {
    if (behind_hole(queue, at)) return NULL;
    pw_queued *const item = &queue->items[at];
    if (!item->sent || now - item->sent_ms >= after_ms) return item;
  }
  return NULL;
}
