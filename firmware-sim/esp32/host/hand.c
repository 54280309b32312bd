/* What people and cars do to a board, by lines of text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"

#define NEAR_MM 420
#define FAR_MM 2500
#define NOISE_MM 10

static const host_config *config;
static const pw_board *board;
static int32_t distances[PW_MAX_SLOTS];

void hand_begin(const host_config *its_config, pw_board *its_board, const char *kept) {
  config = its_config;
  board = its_board;
  for (unsigned i = 0; i < PW_MAX_SLOTS; i++) {
    distances[i] = kept ? (int32_t)strtol(kept, (char **)&kept, 10) : FAR_MM;
  }
}

void hand_keep(char *out, size_t capacity) {
  int length = 0;
  for (unsigned i = 0; i < PW_MAX_SLOTS; i++) {
    length += snprintf(out + length, capacity - (size_t)length, "%d ", (int)distances[i]);
  }
}

int32_t hand_distance(unsigned sensor) {
  if (distances[sensor] < 0) return PW_NO_READING;
  const int32_t noisy = distances[sensor] + (int32_t)(random() % (2 * NOISE_MM + 1)) - NOISE_MM;
  return noisy < 0 ? 0 : noisy;
}

static void say_status(void) {
  static const char *const SEEN[] = {"not read yet", "free", "occupied"};
  char line[512];
  pw_writer w;
  pw_begin(&w, line, sizeof line);
  pw_put_bool(&w, "ok", true);
  pw_put_bool(&w, "powered", host_powered());
  pw_put_bool(&w, "connected", board->connected);
  pw_put_string(&w, "bootId", board->boot_id);
  pw_put_integer(&w, "queue", board->queue.count);
  for (unsigned i = 0; host_powered() && i < board->assignment.slot_count; i++) {
    const pw_sensor *const sensor = &board->slots[i].sensor;
    pw_put_string(&w, board->assignment.slots[i], SEEN[!sensor->known ? 0 : sensor->occupied ? 2 : 1]);
  }
  host_say(&w);
}

static void answer(const char *error) {
  char line[256];
  pw_writer w;
  pw_begin(&w, line, sizeof line);
  pw_put_bool(&w, "ok", error == NULL);
  if (error) pw_put_string(&w, "error", error);
  host_say(&w);
}

/** The sensor before that slot, or of that number from 1 while the board belongs nowhere; -1 where there is none. */
static int sensor_of(const char *name) {
  for (int i = 0; i < board->assignment.slot_count; i++) {
    if (strcmp(board->assignment.slots[i], name) == 0) return i;
  }
  for (int i = 0; i < config->assignment.slot_count; i++) {
    if (strcmp(config->assignment.slots[i], name) == 0) return i;
  }
  const int number = atoi(name);
  return number >= 1 && number <= config->sensors ? number - 1 : -1;
}

static void place(const char *slot, int32_t distance) {
  const int sensor = sensor_of(slot);
  if (sensor < 0) {
    answer("no such slot");
    return;
  }
  distances[sensor] = distance;
  answer(NULL);
}

void hand_obey(const char *line) {
  char verb[16] = "";
  char name[16] = "";
  double cm = 0;
  const int parts = sscanf(line, "%15s %15s %lf", verb, name, &cm);
  if (parts == 2 && strcmp(verb, "cover") == 0) {
    place(name, NEAR_MM);
  } else if (parts == 2 && strcmp(verb, "clear") == 0) {
    place(name, FAR_MM);
  } else if (parts == 3 && strcmp(verb, "distance") == 0 && cm >= 0 && cm <= 10000) {
    place(name, (int32_t)(cm * 10));
  } else if (parts == 2 && strcmp(verb, "dead") == 0) {
    place(name, PW_NO_READING);
  } else if (parts == 1 && strcmp(verb, "pull") == 0) {
    host_pull();
    answer(NULL);
  } else if (parts == 1 && strcmp(verb, "plug") == 0) {
    answer(NULL);
    host_plug();
  } else if (parts == 1 && strcmp(verb, "reboot") == 0) {
    answer(NULL);
    host_pull();
    host_plug();
  } else if (parts == 2 && strcmp(verb, "network") == 0 && (strcmp(name, "on") == 0 || strcmp(name, "off") == 0)) {
    link_network(strcmp(name, "on") == 0);
    answer(NULL);
  } else if (parts == 1 && strcmp(verb, "status") == 0) {
    say_status();
  } else if (parts == 1 && strcmp(verb, "quit") == 0) {
    answer(NULL);
    host_quit();
  } else if (parts > 0) {
    answer("cover S, clear S, distance S CM, dead S, pull, plug, reboot, network off, network on, status, quit");
  }
}
