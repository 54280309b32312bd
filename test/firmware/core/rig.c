#include "rig.h"

#include <stdio.h>
#include <string.h>

#include "json-read.h"

static uint64_t uptime(void *context) { return ((rig *)context)->now; }

static bool utc(void *context, int64_t *ms) {
  const rig *const r = context;
  *ms = r->utc;
  return r->utc != 0;
}

static void draw(void *context, void *out, size_t size) {
  rig *const r = context;
  for (size_t i = 0; i < size; i++) {
    r->random = r->random * 1664525U + 1013904223U;
    ((uint8_t *)out)[i] = (uint8_t)(r->random >> 24);
  }
}

static bool read_record(void *context, unsigned record, void *out, size_t size) {
  const rig *const r = context;
  if (r->stored[record] != size) return false;
  memcpy(out, r->store[record], size);
  return true;
}

static bool write_record(void *context, unsigned record, const void *data, size_t size) {
  rig *const r = context;
  if (r->store_full) return false;
  memcpy(r->store[record], data, size);
  r->stored[record] = size;
  r->writes++;
  return true;
}

static void erase_record(void *context, unsigned record) { ((rig *)context)->stored[record] = 0; }

static int32_t distance(void *context, unsigned slot) { return ((rig *)context)->distance[slot]; }

static void lamp(void *context, unsigned slot, pw_color color) { ((rig *)context)->lamp[slot] = color; }

static void health(void *context, pw_health *out) {
  (void)context;
  *out = (pw_health){true, true, true, -61, 123456, 415};
}

static bool publish(void *context, const char *topic, const char *payload, size_t length, int qos, bool retain) {
  rig *const r = context;
  if (r->link_full || r->sent_count == RIG_MESSAGES) return false;
  rig_message *const message = &r->sent[r->sent_count++];
  snprintf(message->topic, sizeof message->topic, "%s", topic);
  snprintf(message->payload, sizeof message->payload, "%.*s", (int)length, payload);
  message->qos = qos;
  message->retain = retain;
  return true;
}

static void reconnect(void *context) { ((rig *)context)->reconnects++; }

static void restart(void *context) { ((rig *)context)->restarts++; }

static bool update(void *context, const char *url, const char *sha256) {
  rig *const r = context;
  (void)sha256;
  if (r->can_update) snprintf(r->update_url, sizeof r->update_url, "%s", url);
  return r->can_update;
}

static void keep_image(void *context) { ((rig *)context)->kept_images++; }

static void ignore_line(void *context, const char *line) {
  (void)context;
  (void)line;
}

void rig_begin(rig *r) {
  memset(r, 0, sizeof *r);
  r->port = (pw_port){.context = r,
                      .uptime_ms = uptime,
                      .utc_ms = utc,
                      .random = draw,
                      .read = read_record,
                      .write = write_record,
                      .erase = erase_record,
                      .distance_mm = distance,
                      .lamp = lamp,
                      .health = health,
                      .publish = publish,
                      .reconnect = reconnect,
                      .restart = restart,
                      .update = update,
                      .keep_image = keep_image,
                      .log = ignore_line};
  r->setup = (pw_setup){.id = "esp32-a", .version = "1.0.0", .sensors = 2, .sample_ms = 60, .config = pw_config_default()};
  r->setup.assignment = (pw_assignment){"main", {"A", "B"}, 2};
  r->random = 1;
  for (unsigned i = 0; i < PW_MAX_SLOTS; i++) r->distance[i] = 2500;
}

void rig_boot(rig *r) {
  r->now = 0;
  memset(r->lamp, 0, sizeof r->lamp);
  pw_board_start(&r->board, &r->setup, &r->port);
}

void rig_connect(rig *r) { pw_board_connected(&r->board); }

void rig_run(rig *r, uint64_t ms) {
  const uint64_t end = r->now + ms;
  while (r->now < end) {
    r->now += 10;
    if (r->utc != 0) r->utc += 10;
    pw_board_poll(&r->board);
  }
}

void rig_receive(rig *r, const char *below, const char *payload) {
  char topic[PW_TOPIC_SIZE];
  snprintf(topic, sizeof topic, "parkwire/v1/%s/%s/%s", r->board.assignment.lot[0] ? r->board.assignment.lot : "pending",
           r->setup.id, below);
  pw_board_received(&r->board, topic, payload, strlen(payload), false);
}

void rig_welcome(rig *r, const char *server_time) {
  char payload[160];
  snprintf(payload, sizeof payload, "{\"bootId\":\"%s\",\"serverTime\":\"%s\",\"ackSeq\":0}", r->board.boot_id,
           server_time);
  rig_receive(r, "welcome", payload);
}

void rig_ack(rig *r, const char *boot_id, unsigned seq) {
  char payload[96];
  snprintf(payload, sizeof payload, "{\"bootId\":\"%s\",\"seq\":%u}", boot_id, seq);
  rig_receive(r, "ack", payload);
}

void rig_command(rig *r, const char *id, const char *name, const char *args) {
  char payload[1024];
  snprintf(payload, sizeof payload,
           "{\"commandId\":\"%s\",\"name\":\"%s\",\"args\":%s,\"expiresAt\":\"2026-11-21T12:01:00.000Z\"}", id, name,
           args);
  rig_receive(r, "command", payload);
}

void rig_clear(rig *r) { r->sent_count = 0; }

static bool ends(const char *topic, const char *ending) {
  const size_t length = strlen(topic);
  const size_t more = strlen(ending);
  return length >= more && strcmp(topic + length - more, ending) == 0;
}

const char *rig_nth(const rig *r, const char *ending, unsigned index) {
  for (unsigned i = 0; i < r->sent_count; i++) {
    if (ends(r->sent[i].topic, ending) && index-- == 0) return r->sent[i].payload;
  }
  return "";
}

unsigned rig_count(const rig *r, const char *ending) {
  unsigned count = 0;
  for (unsigned i = 0; i < r->sent_count; i++) count += ends(r->sent[i].topic, ending) ? 1 : 0;
  return count;
}

const char *rig_last(const rig *r, const char *ending) {
  const unsigned count = rig_count(r, ending);
  return count == 0 ? "" : rig_nth(r, ending, count - 1);
}

long long rig_number(const char *payload, const char *name) {
  pw_json root;
  int64_t number;
  if (!pw_json_parse(payload, strlen(payload), &root)) return -1;
  return pw_json_integer(pw_json_member(root, name), &number) ? (long long)number : -1;
}
