#include "board-parts.h"
#include "utc.h"

#include <string.h>

static void draw_boot_id(pw_board *board) {
  static const char DIGITS[] = "0123456789abcdefghijklmnopqrstuvwxyz";
  uint8_t drawn[PW_BOOT_ID_LENGTH];
  board->port.random(board->port.context, drawn, sizeof drawn);
  for (unsigned i = 0; i < PW_BOOT_ID_LENGTH; i++) board->boot_id[i] = DIGITS[drawn[i] % 36];
}

static void load_config(pw_board *board) {
  pw_config kept;
  board->config = pw_config_valid(&board->setup.config) ? board->setup.config : pw_config_default();
  if (!board->port.read(board->port.context, PW_RECORD_CONFIG, &kept, sizeof kept)) return;
  if (pw_config_valid(&kept)) board->config = kept;
}

static void wake_slots(pw_board *board) {
  const pw_led dark = {"off", "solid", 0};
  memset(board->slots, 0, sizeof board->slots);
  for (unsigned i = 0; i < PW_MAX_SLOTS; i++) board->slots[i].desired = dark;
}

bool pw_board_start(pw_board *board, const pw_setup *setup, const pw_port *port) {
  const bool assigned = setup->assignment.lot[0] != '\0';
  if (!pw_is_id(setup->id) || setup->version[0] == '\0' || strlen(setup->version) > 63) return false;
  if (setup->sensors < 1 || setup->sensors > PW_MAX_SLOTS) return false;
  if (assigned && (!pw_assignment_valid(&setup->assignment) || setup->assignment.slot_count > setup->sensors)) {
    return false;
  }
  memset(board, 0, sizeof *board);
  board->port = *port;
  board->setup = *setup;
  board->assignment = setup->assignment;
  if (!assigned) pw_load_assignment(board);
  draw_boot_id(board);
  load_config(board);
  wake_slots(board);
  pw_queue_load(&board->queue, &board->port);
  const uint64_t now = pw_now(board);
  board->next_seq = 1;
  board->credit_ms = PW_MAX_CREDIT_MS;
  board->credit_at_ms = now;
  board->telemetry_at_ms = now + (uint64_t)board->config.telemetry_s * 1000;
  pw_answer_earlier(board);
  return true;
}

size_t pw_board_will(const pw_board *board, char *topic, char *payload, size_t capacity) {
  pw_writer w;
  pw_topic(board, NULL, "status", topic);
  pw_begin(&w, payload, capacity);
  pw_put_string(&w, "status", "lost");
  pw_put_string(&w, "bootId", board->boot_id);
  return pw_end(&w);
}

bool pw_board_subscription(const pw_board *board, unsigned index, char topic[PW_TOPIC_SIZE]) {
  static const char *const NAMES[] = {"welcome", "ack", "command"};
  if (pw_joining(board)) {
    pw_topic(board, NULL, "assigned", topic);
    return index == 0;
  }
  if (index < 3) {
    pw_topic(board, NULL, NAMES[index], topic);
    return true;
  }
  if (index - 3 >= board->assignment.slot_count) return false;
  pw_topic(board, board->assignment.slots[index - 3], "led/desired", topic);
  return true;
}

void pw_board_connected(pw_board *board) {
  board->connected = true;
  board->retry_at_ms = 0;
  board->welcomed = false;
  board->birth_at_ms = pw_now(board) + PW_BIRTH_MS;
  pw_announce(board);
  pw_flush(board);
}

void pw_board_disconnected(pw_board *board) { board->connected = false; }

void pw_board_shutdown(pw_board *board) { pw_say_offline(board); }

/** The boot and the number that `welcome` and `ack` speak of. */
static bool take_acknowledgement(pw_board *board, pw_json json, const char *name, bool *ours) {
  char boot_id[33];
  int64_t seq;
  if (!pw_json_string(pw_json_member(json, "bootId"), boot_id, sizeof boot_id)) return false;
  if (!pw_json_integer(pw_json_member(json, name), &seq) || seq < 0) return false;
  *ours = strcmp(boot_id, board->boot_id) == 0;
  pw_queue_acknowledge(&board->queue, boot_id, seq > UINT32_MAX ? UINT32_MAX : (uint32_t)seq);
  return true;
}

static void take_welcome(pw_board *board, pw_json json) {
  char text[40];
  int64_t time;
  bool ours;
  if (!take_acknowledgement(board, json, "ackSeq", &ours) || !ours) return;
  if (pw_json_string(pw_json_member(json, "serverTime"), text, sizeof text) && pw_utc_read(text, &time)) {
    board->has_server_time = true;
    board->server_time_ms = time;
    board->server_time_at_ms = pw_now(board);
  }
  board->welcomed = true;
  pw_prove_image(board);
}

static void take_desired(pw_board *board, const char *topic, pw_json json) {
  char own[PW_TOPIC_SIZE];
  for (unsigned i = 0; i < board->assignment.slot_count; i++) {
    pw_topic(board, board->assignment.slots[i], "led/desired", own);
    if (strcmp(topic, own) != 0 || !pw_led_read(json, &board->slots[i].desired)) continue;
    board->slots[i].led_due = true;
  }
}

static bool is_topic(const pw_board *board, const char *topic, const char *name) {
  char own[PW_TOPIC_SIZE];
  pw_topic(board, NULL, name, own);
  return strcmp(topic, own) == 0;
}

void pw_board_received(pw_board *board, const char *topic, const void *payload, size_t length, bool retained) {
  pw_json json;
  bool ours;
  if (length == 0 || length > PW_MAX_PAYLOAD || !pw_json_parse(payload, length, &json)) return;
  if (json.type != PW_JSON_OBJECT) return;
  if (pw_joining(board)) {
    if (is_topic(board, topic, "assigned")) pw_take_assignment(board, json);
    return;
  }
  if (is_topic(board, topic, "ack")) {
    take_acknowledgement(board, json, "seq", &ours);
  } else if (is_topic(board, topic, "welcome")) {
    take_welcome(board, json);
  } else if (is_topic(board, topic, "command")) {
    pw_obey(board, json, retained);
  } else {
    take_desired(board, topic, json);
  }
  pw_light(board, pw_now(board));
  pw_flush(board);
}

static void keep(pw_board *board, unsigned slot, const pw_detection *detection, uint64_t now) {
  pw_event event = {0};
  int64_t utc;
  event.uptime_ms = detection->uptime_ms;
  event.seq = board->next_seq++;
  event.distance_mm = detection->distance_mm;
  memcpy(event.boot_id, board->boot_id, PW_BOOT_ID_LENGTH);
  memcpy(event.slot, board->assignment.slots[slot], strlen(board->assignment.slots[slot]));
  if (detection->occupied) event.flags |= PW_EVENT_OCCUPIED;
  if (detection->initial) event.flags |= PW_EVENT_INITIAL;
  if (board->port.utc_ms(board->port.context, &utc) && utc > 0 && utc < PW_UTC_END_MS) {
    event.at_ms = utc - (int64_t)(now - detection->uptime_ms);
  }
  const bool stored = pw_queue_append(&board->queue, &event);
  if (!stored && !board->store_failed) {
    board->port.log(board->port.context, "the store does not take events: they are lost if the power goes");
  }
  board->store_failed = !stored;
  board->slots[slot].last_seq = event.seq;
  board->slots[slot].occupancy_due = true;
}

/** One sensor at a time, so that their echoes do not meet. */
static void sample(pw_board *board, uint64_t now) {
  const unsigned count = board->assignment.slot_count;
  if (count == 0 || now < board->sample_at_ms) return;
  board->sample_at_ms = now + board->setup.sample_ms;
  const unsigned slot = board->sample_slot % count;
  board->sample_slot = (uint8_t)((slot + 1) % count);
  pw_detection detection;
  const int32_t distance = board->port.distance_mm(board->port.context, slot);
  if (!pw_sensor_observe(&board->slots[slot].sensor, &board->config, distance, now, &detection)) return;
  keep(board, slot, &detection, now);
}

static void repeat_birth(pw_board *board, uint64_t now) {
  if (board->welcomed || pw_joining(board) || now < board->birth_at_ms) return;
  board->birth_at_ms = now + PW_BIRTH_MS;
  board->status_due = true;
}

void pw_board_poll(pw_board *board) {
  const uint64_t now = pw_now(board);
  sample(board, now);
  pw_end_identifying(board, now);
  repeat_birth(board, now);
  if (now >= board->telemetry_at_ms) {
    if (!pw_joining(board)) pw_say_telemetry(board);
    board->telemetry_at_ms = now + (uint64_t)board->config.telemetry_s * 1000;
  }
  pw_light(board, now);
  pw_flush(board);
  /* Here and not where it was asked for, so that nothing runs any more once the port has been told. */
  if (board->restart_due || (board->setup.on_trial && now >= PW_TRIAL_MS)) {
    board->restart_due = false;
    pw_say_offline(board);
    board->port.restart(board->port.context);
  }
}
