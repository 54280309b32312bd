#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host.h"

/** The names of the lines that the board page shows for a new controller, and the host's own. */
static const char *const NAMES[] = {"broker", "port",    "tls",   "ca",      "lot",       "id",        "secret", "slots",
                                    "sensors", "state", "control", "clock", "updates", "dwellInMs", "dwellOutMs"};
#define NAME_COUNT (sizeof NAMES / sizeof NAMES[0])

static char values[NAME_COUNT][HOST_TEXT];

static size_t index_of(const char *name) {
  size_t at = 0;
  while (at < NAME_COUNT && strcmp(NAMES[at], name) != 0) at++;
  return at;
}

static const char *value(const char *name) { return values[index_of(name)]; }

static char *trimmed(char *text) {
  while (isspace((unsigned char)*text)) text++;
  size_t length = strlen(text);
  while (length > 0 && isspace((unsigned char)text[length - 1])) text[--length] = '\0';
  return text;
}

static bool complain(const char *name, const char *what) {
  fprintf(stderr, "%s: %s\n", name, what);
  return false;
}

static bool set(const char *name, const char *text) {
  const size_t at = index_of(name);
  if (at == NAME_COUNT) return complain(name, "is not known");
  if (strlen(text) >= HOST_TEXT) return complain(name, "is too long");
  strcpy(values[at], text);
  return true;
}

static bool read_file(const char *path) {
  char line[2 * HOST_TEXT];
  FILE *const file = fopen(path, "r");
  if (!file) return complain(path, strerror(errno));
  bool fine = true;
  while (fine && fgets(line, sizeof line, file)) {
    char *const text = trimmed(line);
    char *const equals = strchr(text, '=');
    if (*text == '\0' || *text == '#') continue;
    if (!equals) {
      fine = complain(path, "a line is not of the form name=value");
      break;
    }
    *equals = '\0';
    fine = set(trimmed(text), trimmed(equals + 1));
  }
  fclose(file);
  return fine;
}

/** `PARKWIRE_DWELL_IN_MS` for `dwellInMs`. */
static bool read_environment(void) {
  for (size_t i = 0; i < NAME_COUNT; i++) {
    char variable[64] = "PARKWIRE_";
    size_t length = strlen(variable);
    for (const char *at = NAMES[i]; *at != '\0'; at++) {
      if (isupper((unsigned char)*at)) variable[length++] = '_';
      variable[length++] = (char)toupper((unsigned char)*at);
    }
    const char *const given = getenv(variable);
    if (given && !set(NAMES[i], given)) return false;
  }
  return true;
}

static bool number(const char *name, long otherwise, long least, long most, long *out) {
  char *end;
  const char *const text = value(name);
  *out = otherwise;
  if (*text == '\0') return true;
  *out = strtol(text, &end, 10);
  return *end == '\0' && *out >= least && *out <= most ? true : complain(name, "is not a number in its bounds");
}

static bool yes(const char *name, bool otherwise, bool *out) {
  const char *const text = value(name);
  *out = *text == '\0' ? otherwise : strcmp(text, "yes") == 0;
  return *text == '\0' || *out || strcmp(text, "no") == 0 ? true : complain(name, "must be yes or no");
}

static bool read_assignment(pw_assignment *assignment) {
  char slots[HOST_TEXT];
  if (*value("lot") == '\0' && *value("slots") == '\0') return true;
  if (!pw_is_lot(value("lot"))) return complain("lot", "is missing or no lot's code; leave out lot and slots to join");
  strcpy(assignment->lot, value("lot"));
  strcpy(slots, value("slots"));
  for (char *code = strtok(slots, ","); code; code = strtok(NULL, ",")) {
    code = trimmed(code);
    if (!pw_is_slot(code)) return complain("slots", "must be codes of 1 to 8 of A-Z and 0-9, with commas between them");
    if (assignment->slot_count == PW_MAX_SLOTS) return complain("slots", "are more than this firmware serves");
    strcpy(assignment->slots[assignment->slot_count++], code);
  }
  return assignment->slot_count > 0 ? true : complain("slots", "are missing; leave out lot and slots to join");
}

bool host_read_config(const char *path, host_config *config) {
  long port;
  long sensors;
  long dwell_in;
  long dwell_out;
  if (path && !read_file(path)) return false;
  if (!read_environment()) return false;
  strcpy(config->broker, value("broker"));
  strcpy(config->ca, value("ca"));
  strcpy(config->id, value("id"));
  strcpy(config->secret, value("secret"));
  strcpy(config->state, value("state"));
  strcpy(config->control, value("control"));
  config->first_config = pw_config_default();
  if (config->broker[0] == '\0') return complain("broker", "is missing");
  if (!pw_is_id(config->id)) return complain("id", "must be 1 to 32 of a-z, 0-9 and -");
  if (config->state[0] == '\0') return complain("state", "is missing: a folder for what must survive a power cut");
  if (mkdir(config->state, 0700) != 0 && errno != EEXIST) return complain("state", strerror(errno));
  if (!yes("tls", false, &config->tls) || !yes("clock", true, &config->clock)) return false;
  if (!yes("updates", false, &config->updates)) return false;
  if (!number("port", config->tls ? 8883 : 1883, 1, 65535, &port)) return false;
  if (!read_assignment(&config->assignment)) return false;
  const long least = config->assignment.slot_count > 0 ? config->assignment.slot_count : 1;
  if (!number("sensors", least, least, PW_MAX_SLOTS, &sensors)) return false;
  if (!number("dwellInMs", config->first_config.dwell_in_ms, 0, 600000, &dwell_in)) return false;
  if (!number("dwellOutMs", config->first_config.dwell_out_ms, 0, 600000, &dwell_out)) return false;
  config->port = (int)port;
  config->sensors = (int)sensors;
  config->first_config.dwell_in_ms = (uint32_t)dwell_in;
  config->first_config.dwell_out_ms = (uint32_t)dwell_out;
  if (config->secret[0] != '\0') return true;
  return config->assignment.slot_count == 0 ? host_own_secret(config) : complain("secret", "is missing");
}

bool host_own_secret(host_config *config) {
  char path[HOST_TEXT + 16];
  uint8_t drawn[32];
  snprintf(path, sizeof path, "%s/secret", config->state);
  FILE *file = fopen(path, "r");
  if (file) {
    const bool read = fgets(config->secret, sizeof config->secret, file) != NULL;
    fclose(file);
    return read && strlen(config->secret) == 64 ? true : complain(path, "is damaged; remove it to join anew");
  }
  if (getrandom(drawn, sizeof drawn, 0) != (ssize_t)sizeof drawn) return complain("secret", "no randomness");
  for (size_t i = 0; i < sizeof drawn; i++) snprintf(config->secret + 2 * i, 3, "%02x", drawn[i]);
  const int handle = open(path, O_CREAT | O_EXCL | O_WRONLY, 0600);
  if (handle < 0) return complain(path, strerror(errno));
  const bool written = write(handle, config->secret, 64) == 64 && fsync(handle) == 0;
  close(handle);
  return written ? true : complain(path, strerror(errno));
}
