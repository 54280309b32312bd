/* What the board says. Everything but goodbye and telemetry is marked as due and sent when the link takes it. */
#include "board-parts.h"
#include "utc.h"

#include <string.h>

/**
 * At most 20 events a second on average: each sending costs 50 ms of credit, which grows with time. A full window may
 * leave at once; above the rate the server would drop them unacknowledged, and each drop costs 10 s.
 */
#define EVENT_COST_MS 50

static void append(char *topic, const char *part) {
  const size_t length = strlen(topic);
  const size_t more = strlen(part);
  if (length + more < PW_TOPIC_SIZE) memcpy(topic + length, part, more + 1);
}

void pw_topic(const pw_board *board, const char *slot, const char *name, char topic[PW_TOPIC_SIZE]) {
  topic[0] = '\0';
  append(topic, "parkwire/v1/");
  append(topic, pw_joining(board) ? "pending" : board->assignment.lot);
  append(topic, "/");
  append(topic, board->setup.id);
  append(topic, "/");
  if (slot) {
    append(topic, "slot/");
    append(topic, slot);
    append(topic, "/");
  }
  append(topic, name);
}

static bool publish(pw_board *board, const char *slot, const char *name, pw_writer *w, int qos, bool retain) {
  const size_t length = pw_end(w);
  /* What cannot be written is left out, or it would be tried for ever. */
  if (length == 0) {
    board->port.log(board->port.context, "a message did not fit and was left out");
    return true;
  }
  pw_topic(board, slot, name, board->topic);
  return board->port.publish(board->port.context, board->topic, board->payload, length, qos, retain);
}

static void begin(pw_board *board, pw_writer *w) { pw_begin(w, board->payload, sizeof board->payload); }

/** Nothing of this boot below that will ever come. Left out where all of it may. */
static void put_floor(pw_writer *w, uint32_t floor) {
  if (floor > 1) pw_put_integer(w, "oldestSeq", floor);
}

static bool say_status(pw_board *board) {
  pw_writer w;
  begin(board, &w);
  pw_put_string(&w, "status", "online");
  pw_put_string(&w, "bootId", board->boot_id);
  pw_put_string(&w, "fw", board->setup.version);
  pw_put_integer(&w, "protocol", 1);
  pw_put_strings(&w, "slots", board->assignment.slots[0], PW_SLOT_SIZE, board->assignment.slot_count);
  pw_put_integer(&w, "uptimeMs", (int64_t)pw_now(board));
  put_floor(&w, pw_queue_floor(&board->queue, board->boot_id, board->next_seq));
  return publish(board, NULL, "status", &w, 1, true);
}

static bool say_event(pw_board *board, const pw_event *event, uint64_t now) {
  char boot_id[PW_BOOT_ID_SIZE] = {0};
  char slot[PW_SLOT_SIZE] = {0};
  char at[PW_UTC_LENGTH + 1];
  memcpy(boot_id, event->boot_id, PW_BOOT_ID_LENGTH);
  memcpy(slot, event->slot, PW_SLOT_LENGTH);
  pw_writer w;
  begin(board, &w);
  pw_put_string(&w, "bootId", boot_id);
  pw_put_integer(&w, "seq", event->seq);
  pw_put_string(&w, "slot", slot);
  pw_put_string(&w, "type", (event->flags & PW_EVENT_OCCUPIED) != 0 ? "occupied" : "vacated");
  pw_put_integer(&w, "uptimeMs", (int64_t)event->uptime_ms);
  /*
   * How long an earlier boot would be up by now is not known; but it happened before this boot began. That much is said,
   * which is never too much, so it cannot spoil the boot's offset, the smallest that the server has seen.
   */
  const bool ours = strcmp(boot_id, board->boot_id) == 0;
  pw_put_integer(&w, "sentUptimeMs", (int64_t)(ours ? now : event->uptime_ms + now));
  put_floor(&w, pw_queue_floor(&board->queue, boot_id, 1));
  if ((event->flags & PW_EVENT_INITIAL) != 0) pw_put_bool(&w, "initial", true);
  if (event->at_ms > 0) {
    pw_utc_write(event->at_ms, at);
    pw_put_string(&w, "at", at);
  }
  pw_put_tenths(&w, "distanceCm", event->distance_mm);
  return publish(board, NULL, "event", &w, 1, false);
}

static bool say_occupancy(pw_board *board, unsigned slot) {
  pw_writer w;
  begin(board, &w);
  pw_put_bool(&w, "occupied", board->slots[slot].sensor.occupied);
  pw_put_string(&w, "bootId", board->boot_id);
  pw_put_integer(&w, "seq", board->slots[slot].last_seq);
  return publish(board, board->assignment.slots[slot], "occupancy", &w, 1, true);
}

static bool say_led(pw_board *board, unsigned slot) {
  const pw_led led = pw_board_shows(board, slot);
  pw_writer w;
  begin(board, &w);
  pw_put_string(&w, "color", led.color);
  pw_put_string(&w, "pattern", led.pattern);
  pw_put_integer(&w, "rev", led.rev);
  return publish(board, board->assignment.slots[slot], "led/reported", &w, 1, true);
}

static bool say_answer(pw_board *board, const pw_answer *answer) {
  static const char *const STATUS[] = {"accepted", "done", "rejected"};
  pw_writer w;
  begin(board, &w);
  pw_put_string(&w, "commandId", answer->command_id);
  pw_put_string(&w, "status", STATUS[answer->status]);
  if (answer->detail[0] != '\0') pw_put_string(&w, "detail", answer->detail);
  return publish(board, NULL, "response", &w, 1, false);
}

void pw_say_offline(pw_board *board) {
  pw_writer w;
  if (!board->connected) return;
  begin(board, &w);
  pw_put_string(&w, "status", "offline");
  pw_put_string(&w, "bootId", board->boot_id);
  publish(board, NULL, "status", &w, 1, true);
}

void pw_say_telemetry(pw_board *board) {
  pw_writer w;
  pw_health health = {0};
  if (!board->connected) return;
  board->port.health(board->port.context, &health);
  begin(board, &w);
  pw_put_string(&w, "bootId", board->boot_id);
  pw_put_integer(&w, "uptimeMs", (int64_t)pw_now(board));
  if (health.has_rssi) pw_put_integer(&w, "rssi", health.rssi);
  if (health.has_heap) pw_put_integer(&w, "heapFree", health.heap_free);
  if (health.has_temperature) pw_put_tenths(&w, "tempC", health.temperature_tenths);
  pw_put_integer(&w, "queue", board->queue.count);
  publish(board, NULL, "telemetry", &w, 0, false);
}

static bool flush_events(pw_board *board) {
  const uint64_t now = pw_now(board);
  board->credit_ms += now - board->credit_at_ms;
  if (board->credit_ms > PW_MAX_CREDIT_MS) board->credit_ms = PW_MAX_CREDIT_MS;
  board->credit_at_ms = now;
  while (board->credit_ms >= EVENT_COST_MS) {
    pw_queued *const item = pw_queue_due(&board->queue, PW_IN_FLIGHT, now, PW_RESEND_MS);
    if (!item) break;
    if (!say_event(board, &item->event, now)) return false;
    item->sent = true;
    item->sent_ms = now;
    board->credit_ms -= EVENT_COST_MS;
  }
  return true;
}

static bool flush_slots(pw_board *board) {
  for (unsigned i = 0; i < board->assignment.slot_count; i++) {
    pw_slot *const slot = &board->slots[i];
    /* Behind its event and never before it: a snapshot counts only once the events that it rests on are known. */
    if (slot->occupancy_due && !pw_queue_unsent(&board->queue, board->boot_id, slot->last_seq)) {
      if (!say_occupancy(board, i)) return false;
      slot->occupancy_due = false;
    }
    if (slot->led_due && !say_led(board, i)) return false;
    slot->led_due = false;
  }
  return true;
}

/** The oldest first. */
static bool flush_answers(pw_board *board) {
  for (unsigned i = 0; i < PW_ANSWERS; i++) {
    pw_answer *const answer = &board->answers[(board->next_answer + i) % PW_ANSWERS];
    if (!answer->unsent) continue;
    if (!say_answer(board, answer)) return false;
    answer->unsent = false;
    pw_answer_left(board, answer);
  }
  return true;
}

static bool flush_status(pw_board *board) {
  if (board->status_due && !say_status(board)) return false;
  board->status_due = false;
  return true;
}

void pw_flush(pw_board *board) {
  if (!board->connected || pw_now(board) < board->retry_at_ms) return;
  const bool taken = flush_status(board) && flush_events(board) && flush_slots(board) && flush_answers(board);
  if (!taken) board->retry_at_ms = pw_now(board) + PW_RETRY_MS;
}

void pw_announce(pw_board *board) {
  board->status_due = true;
  for (unsigned i = 0; i < board->assignment.slot_count; i++) {
    board->slots[i].occupancy_due = board->slots[i].sensor.known;
    board->slots[i].led_due = true;
  }
  pw_queue_rewind(&board->queue);
}
