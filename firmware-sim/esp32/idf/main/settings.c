#include <esp_mac.h>
#include <esp_random.h>
#include <nvs.h>
#include <nvs_flash.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "port-idf.h"

#define SPACE "parkwire"

static const char *const NAMES[] = {"broker", "port", "tls", "ca", "lot", "id", "secret", "slots"};
#define NAME_COUNT (sizeof NAMES / sizeof NAMES[0])

static bool get(nvs_handle_t handle, const char *name, char *out, size_t capacity) {
  out[0] = '\0';
  return nvs_get_str(handle, name, out, &capacity) == ESP_OK && out[0] != '\0';
}

void settings_own_id(char id[PW_ID_SIZE]) {
  uint8_t mac[6];
  ESP_ERROR_CHECK(esp_read_mac(mac, ESP_MAC_WIFI_STA));
  snprintf(id, PW_ID_SIZE, "esp32-%02x%02x%02x", mac[3], mac[4], mac[5]);
}

/** A board that joins makes up its own secret, and keeps it. */
static void draw_secret(nvs_handle_t handle, char secret[65]) {
  uint8_t drawn[32];
  esp_fill_random(drawn, sizeof drawn);
  for (size_t i = 0; i < sizeof drawn; i++) snprintf(secret + 2 * i, 3, "%02x", drawn[i]);
  ESP_ERROR_CHECK(nvs_set_str(handle, "secret", secret));
  ESP_ERROR_CHECK(nvs_commit(handle));
}

static bool read_slots(char *text, pw_assignment *assignment) {
  char *rest = NULL;
  for (char *code = strtok_r(text, ",", &rest); code; code = strtok_r(NULL, ",", &rest)) {
    while (*code == ' ') code++;
    if (!pw_is_slot(code) || assignment->slot_count == PW_MAX_SLOTS) return false;
    strcpy(assignment->slots[assignment->slot_count++], code);
  }
  return assignment->slot_count > 0;
}

bool settings_load(settings *out) {
  nvs_handle_t handle;
  char text[128];
  memset(out, 0, sizeof *out);
  ESP_ERROR_CHECK(nvs_open(SPACE, NVS_READWRITE, &handle));
  const bool named = get(handle, "broker", out->broker, sizeof out->broker);
  out->tls = get(handle, "tls", text, sizeof text) && strcmp(text, "yes") == 0;
  out->port = out->tls ? 8883 : 1883;
  if (get(handle, "port", text, sizeof text)) out->port = (uint16_t)atoi(text);
  get(handle, "ca", out->ca, sizeof out->ca);
  if (!get(handle, "id", out->id, sizeof out->id)) settings_own_id(out->id);
  if (get(handle, "lot", out->assignment.lot, sizeof out->assignment.lot)) {
    if (!get(handle, "slots", text, sizeof text) || !read_slots(text, &out->assignment)) {
      memset(&out->assignment, 0, sizeof out->assignment);
    }
  }
  if (!get(handle, "secret", out->secret, sizeof out->secret)) draw_secret(handle, out->secret);
  nvs_close(handle);
  return named;
}

static bool known(const char *name) {
  for (size_t i = 0; i < NAME_COUNT; i++) {
    if (strcmp(NAMES[i], name) == 0) return true;
  }
  return false;
}

/** One `name=value`; the lines of a certificate are joined by `\n` in its value. */
static bool take_line(nvs_handle_t handle, char *line) {
  char *const equals = strchr(line, '=');
  if (line[0] == '\0' || line[0] == '#') return true;
  if (!equals) return false;
  *equals = '\0';
  char *to = equals + 1;
  for (const char *from = to; *from != '\0'; from++) {
    const bool newline = from[0] == '\\' && from[1] == 'n';
    *to++ = newline ? '\n' : *from;
    if (newline) from++;
  }
  *to = '\0';
  return known(line) && nvs_set_str(handle, line, equals + 1) == ESP_OK;
}

bool settings_take(const char *lines, size_t length) {
  nvs_handle_t handle;
  char *const copy = strndup(lines, length);
  char *rest = NULL;
  if (!copy) return false;
  ESP_ERROR_CHECK(nvs_open(SPACE, NVS_READWRITE, &handle));
  nvs_erase_all(handle);
  bool fine = true;
  for (char *line = strtok_r(copy, "\r\n", &rest); fine && line; line = strtok_r(NULL, "\r\n", &rest)) {
    fine = take_line(handle, line);
  }
  if (!fine) nvs_erase_all(handle);
  ESP_ERROR_CHECK(nvs_commit(handle));
  nvs_close(handle);
  free(copy);
  return fine;
}

void settings_forget(void) {
  nvs_flash_deinit_partition("events");
  nvs_flash_erase_partition("events");
  nvs_flash_deinit();
  nvs_flash_erase();
}
