/*
 * fuzz <seed> <rounds>: hands the core what a broken server or a hostile broker might, on every topic, between reboots
 * with a damaged store. Sanitizers watch the memory; what the board says must stay valid, and its queue bounded.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chance.h"
#include "json-read.h"
#include "rig.h"

#define LONGEST 6000

static rig r;
static chance c;
static unsigned long long valid;
static unsigned long long said;

static const char *const BELOW[] = {"ack", "welcome", "command", "command", "command", "slot/A/led/desired", "assigned", "x"};

static const char *const SEEDS[] = {
    "{\"bootId\":\"%B\",\"seq\":3}",
    "{\"bootId\":\"%B\",\"serverTime\":\"2026-11-21T12:00:00.000Z\",\"ackSeq\":2}",
    "{\"commandId\":\"c%D\",\"name\":\"identify\",\"args\":{\"slot\":\"A\"},\"expiresAt\":\"2026-11-21T12:59:00.000Z\"}",
    "{\"commandId\":\"c%D\",\"name\":\"restart\",\"args\":{},\"expiresAt\":\"2026-11-21T12:59:00+05:30\"}",
    "{\"commandId\":\"c%D\",\"name\":\"resync\",\"args\":{},\"expiresAt\":\"2027-11-21T12:59:00.000Z\"}",
    "{\"commandId\":\"c%D\",\"name\":\"set-config\",\"args\":{\"dwellInMs\":10,\"dwellOutMs\":20,\"hysteresisCm\":1.5,"
    "\"occupiedBelowCm\":120.25,\"telemetryS\":3},\"expiresAt\":\"2027-11-21T12:59:00.000Z\"}",
    "{\"commandId\":\"c%D\",\"name\":\"update\",\"args\":{\"url\":\"http://h/i\",\"sha256\":"
    "\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\",\"version\":\"2\"},"
    "\"expiresAt\":\"2027-11-21T12:59:00.000Z\"}",
    "{\"color\":\"red\",\"pattern\":\"blink\",\"rev\":12}",
    "{\"lot\":\"main\",\"slots\":[\"A\",\"B\"]}",
    "{\"a\":[1,{\"b\":[[[]]]},\"\\ud83d\\ude97\\u0000\",-1.5e-3,true,false,null]}"};

static const char *const PIECES[] = {"{",     "}",    "[",      "]",     ",",    ":",    "\"",   "\\",      "\\u",  "\\ud800", "null",
                                     "true",  "1e9999", "-",    "0.",    "999999999999999999999", "\xff", "\xe2\x82", "\xed\xa0\x80",
                                     "\"seq\":", "\"rev\":-1,", "\"slot\":\"\\u0041\"", "[[[[[[[[[[[[[[[[[[[[", "\"\":", "e-5"};

#define COUNT(list) ((uint32_t)(sizeof list / sizeof list[0]))

/** A payload of the protocol, with the present boot's id and some command's. */
static size_t fill(char *out) {
  size_t length = 0;
  for (const char *at = SEEDS[below(&c, COUNT(SEEDS))]; *at != '\0'; at++) {
    if (*at != '%') {
      out[length++] = *at;
    } else if (*++at == 'B') {
      memcpy(out + length, r.board.boot_id, PW_BOOT_ID_LENGTH);
      length += PW_BOOT_ID_LENGTH;
    } else {
      out[length++] = (char)('a' + below(&c, 26));
    }
  }
  return length;
}

static size_t splice(char *text, size_t length, size_t at, const char *piece, size_t more) {
  if (length + more > LONGEST) return length;
  memmove(text + at + more, text + at, length - at);
  memcpy(text + at, piece, more);
  return length + more;
}

static size_t mutate(char *text, size_t length) {
  char other[LONGEST];
  const size_t at = length == 0 ? 0 : below(&c, (uint32_t)length);
  const size_t span = length == at ? 0 : below(&c, (uint32_t)(length - at)) % 24;
  const char *const piece = PIECES[below(&c, COUNT(PIECES))];
  switch (below(&c, 6)) {
    case 0:
      if (length > 0) text[at] = (char)(text[at] ^ (1 << below(&c, 8)));
      return length;
    case 1:
      memmove(text + at, text + at + span, length - at - span);
      return length - span;
    case 2:
      memcpy(other, text + at, span);
      return splice(text, length, at, other, span);
    case 3:
      return splice(text, length, at, piece, strlen(piece));
    case 4:
      if (length > 0) text[at] = (char)draw(&c);
      return length;
    default:
      memset(other, "[{\" 9"[below(&c, 5)], sizeof other);
      return splice(text, length, at, other, below(&c, 40) == 0 ? below(&c, LONGEST - 200) : span);
  }
}

static void look(const char *document, size_t length) {
  pw_json root;
  char text[24];
  int64_t number;
  size_t at = 0;
  if (!pw_json_parse(document, length, &root)) return;
  valid++;
  static const char *const NAMES[] = {"seq", "commandId", "args", "slots", "a", ""};
  for (uint32_t i = 0; i < COUNT(NAMES); i++) {
    const pw_json value = pw_json_member(root, NAMES[i]);
    pw_json_string(value, text, sizeof text);
    pw_json_integer(value, &number);
    pw_json_tenths(value, &number);
    for (at = 0; pw_json_next(value, &at).type != PW_JSON_NONE;) {
      if (at > length) abort();
    }
  }
}

static void inspect(void) {
  unsigned in_flight = 0;
  for (unsigned i = 0; i < r.sent_count; i++) {
    pw_json root;
    const size_t length = strlen(r.sent[i].payload);
    if (!pw_json_parse(r.sent[i].payload, length, &root) || root.type != PW_JSON_OBJECT) {
      printf("the board said no JSON: %s\n", r.sent[i].payload);
      abort();
    }
    said++;
  }
  rig_clear(&r);
  for (unsigned i = 0; i < r.board.queue.count; i++) in_flight += r.board.queue.items[i].sent;
  if (r.board.queue.count > PW_QUEUE_SIZE || in_flight > PW_IN_FLIGHT) abort();
}

/** Power gone, a few bits of the store turned, power back. */
static void reboot(void) {
  for (uint32_t flips = below(&c, 4); flips > 0; flips--) {
    const uint32_t record = below(&c, PW_RECORDS);
    if (r.stored[record] > 0) r.store[record][below(&c, (uint32_t)r.stored[record])] ^= (uint8_t)(1 << below(&c, 8));
  }
  if (below(&c, 50) == 0) r.stored[PW_RECORD_ASSIGNMENT] = 0;
  r.setup.assignment.lot[0] = below(&c, 2) == 0 ? 'm' : '\0';
  rig_boot(&r);
  if (below(&c, 4) != 0) rig_connect(&r);
}

static void receive(void) {
  char text[LONGEST];
  char topic[PW_TOPIC_SIZE];
  size_t length = fill(text);
  for (uint32_t times = below(&c, 5); times > 0; times--) length = mutate(text, length);
  /* A copy of exactly that size, so that reading one byte too far is seen. */
  char *const copy = malloc(length == 0 ? 1 : length);
  if (!copy) abort();
  memcpy(copy, text, length);
  look(copy, length);
  const char *const lot = r.board.assignment.lot[0] != '\0' ? r.board.assignment.lot : "pending";
  snprintf(topic, sizeof topic, "parkwire/v1/%s/esp32-a/%s", lot, BELOW[below(&c, COUNT(BELOW))]);
  pw_board_received(&r.board, topic, copy, length, below(&c, 20) == 0);
  free(copy);
}

int main(int argc, char **argv) {
  const unsigned long long seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
  const unsigned long long rounds = argc > 2 ? strtoull(argv[2], NULL, 10) : 100000;
  c = chance_of(seed);
  rig_begin(&r);
  r.can_update = true;
  rig_boot(&r);
  rig_connect(&r);
  for (unsigned long long round = 0; round < rounds; round++) {
    receive();
    switch (below(&c, 40)) {
      case 0:
        r.distance[below(&c, 2)] = (int32_t)below(&c, 3000) - 10;
        rig_run(&r, below(&c, 400));
        break;
      case 1:
        rig_run(&r, 50);
        break;
      case 2:
        pw_board_disconnected(&r.board);
        if (below(&c, 2) == 0) rig_connect(&r);
        break;
      case 3:
        if (below(&c, 2) == 0) pw_board_update_failed(&r.board, "x");
        else pw_board_update_ready(&r.board);
        break;
      case 4:
        if (below(&c, 10) == 0) reboot();
        break;
      case 5:
        r.link_full = below(&c, 4) == 0;
        r.store_full = below(&c, 8) == 0;
        r.utc = below(&c, 4) == 0 ? 1795262400000 : 0;
        break;
      default:
        break;
    }
    inspect();
  }
  printf("fuzz: seed %llu, %llu payloads, %llu of them valid JSON, %llu messages said\n", seed, rounds, valid, said);
  return 0;
}
