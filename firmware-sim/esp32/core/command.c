/* Commands: each is carried out once, and answered. */
#include "board-parts.h"
#include "utc.h"

#include <string.h>

bool pw_copy(char *out, size_t capacity, const char *text) {
  const size_t length = strlen(text);
  if (length >= capacity) return false;
  memcpy(out, text, length + 1);
  return true;
}

static pw_answer *answer_to(pw_board *board, const char *command_id) {
  for (unsigned i = 0; i < PW_ANSWERS; i++) {
    pw_answer *const answer = &board->answers[i];
    if (answer->command_id[0] != '\0' && strcmp(answer->command_id, command_id) == 0) return answer;
  }
  return NULL;
}

void pw_respond(pw_board *board, const char *command_id, pw_answer_status status, const char *detail) {
  pw_answer *answer = answer_to(board, command_id);
  if (!answer) {
    answer = &board->answers[board->next_answer];
    board->next_answer = (uint8_t)((board->next_answer + 1) % PW_ANSWERS);
  }
  memset(answer, 0, sizeof *answer);
  pw_copy(answer->command_id, sizeof answer->command_id, command_id);
  if (!pw_copy(answer->detail, sizeof answer->detail, detail)) pw_copy(answer->detail, sizeof answer->detail, "failed");
  answer->status = status;
  answer->unsent = true;
  pw_flush(board);
}

static void remember(pw_board *board, const pw_restarting *restarting) {
  board->restarting = *restarting;
  if (!board->port.write(board->port.context, PW_RECORD_RESTARTING, restarting, sizeof *restarting)) {
    board->port.log(board->port.context, "the store did not take a command: its last answer will be missing");
  }
}

void pw_answer_left(pw_board *board, const pw_answer *answer) {
  if (answer->status == PW_ACCEPTED || strcmp(answer->command_id, board->restarting.command_id) != 0) return;
  memset(&board->restarting, 0, sizeof board->restarting);
  board->port.erase(board->port.context, PW_RECORD_RESTARTING);
}

void pw_answer_earlier(pw_board *board) {
  pw_restarting *const earlier = &board->restarting;
  const bool found = board->port.read(board->port.context, PW_RECORD_RESTARTING, earlier, sizeof *earlier);
  if (!found || memchr(earlier->command_id, '\0', sizeof earlier->command_id) == NULL ||
      memchr(earlier->version, '\0', sizeof earlier->version) == NULL) {
    memset(earlier, 0, sizeof *earlier);
    return;
  }
  if (earlier->update && board->setup.on_trial) {
    /* Done when it has proved itself; until then a repeat of the command is answered as before. */
    pw_respond(board, earlier->command_id, PW_ACCEPTED, "");
  } else if (earlier->update && strcmp(earlier->version, board->setup.version) != 0) {
    pw_respond(board, earlier->command_id, PW_REJECTED, "the old firmware runs again");
  } else {
    pw_respond(board, earlier->command_id, PW_DONE, "");
  }
}

void pw_prove_image(pw_board *board) {
  if (!board->setup.on_trial) return;
  board->setup.on_trial = false;
  board->port.keep_image(board->port.context);
  if (board->restarting.update) pw_respond(board, board->restarting.command_id, PW_DONE, "");
}

static void reject(pw_board *board, const char *command_id, const char *why) {
  pw_respond(board, command_id, PW_REJECTED, why);
}

/** Blinks the named slot, or every slot of the board when none is named. */
static void identify(pw_board *board, const char *command_id, pw_json args) {
  const pw_json named = pw_json_member(args, "slot");
  uint8_t slots = (uint8_t)((1U << board->assignment.slot_count) - 1U);
  if (named.type != PW_JSON_NONE) {
    char code[PW_SLOT_SIZE];
    slots = 0;
    for (unsigned i = 0; pw_json_string(named, code, sizeof code) && i < board->assignment.slot_count; i++) {
      if (strcmp(code, board->assignment.slots[i]) == 0) slots = (uint8_t)(1U << i);
    }
    if (slots == 0) {
      reject(board, command_id, "slot not served by this controller");
      return;
    }
  }
  for (unsigned i = 0; i < PW_IDENTIFYING; i++) {
    pw_identify *const free = &board->identifying[i];
    if (free->slots != 0) continue;
    pw_copy(free->command_id, sizeof free->command_id, command_id);
    free->slots = slots;
    free->until_ms = pw_now(board) + PW_IDENTIFY_MS;
    for (unsigned at = 0; at < board->assignment.slot_count; at++) {
      if ((slots >> at & 1) != 0) board->slots[at].led_due = true;
    }
    pw_respond(board, command_id, PW_ACCEPTED, "");
    return;
  }
  reject(board, command_id, "too many at once");
}

void pw_end_identifying(pw_board *board, uint64_t now) {
  for (unsigned i = 0; i < PW_IDENTIFYING; i++) {
    pw_identify *const each = &board->identifying[i];
    if (each->slots == 0 || now < each->until_ms) continue;
    for (unsigned at = 0; at < board->assignment.slot_count; at++) {
      if ((each->slots >> at & 1) != 0) board->slots[at].led_due = true;
    }
    each->slots = 0;
    pw_respond(board, each->command_id, PW_DONE, "");
  }
}

static void restart(pw_board *board, const char *command_id) {
  pw_restarting restarting = {0};
  pw_copy(restarting.command_id, sizeof restarting.command_id, command_id);
  remember(board, &restarting);
  pw_respond(board, command_id, PW_ACCEPTED, "");
  board->restart_due = true;
}

/** A setting that is given is a whole number; one that is not stays as it was. */
static bool whole(pw_json args, const char *name, uint32_t *value) {
  const pw_json given = pw_json_member(args, name);
  int64_t number;
  if (given.type == PW_JSON_NONE) return true;
  if (!pw_json_integer(given, &number) || number < 0 || number > UINT32_MAX) return false;
  *value = (uint32_t)number;
  return true;
}

static bool tenths(pw_json args, const char *name, int32_t *value) {
  const pw_json given = pw_json_member(args, name);
  int64_t number;
  if (given.type == PW_JSON_NONE) return true;
  if (!pw_json_tenths(given, &number) || number < 0 || number > INT32_MAX) return false;
  *value = (int32_t)number;
  return true;
}

/** Settings are kept in the store, so that a board that boots does not fall back. */
static void set_config(pw_board *board, const char *command_id, pw_json args) {
  pw_config config = board->config;
  const bool read = whole(args, "dwellInMs", &config.dwell_in_ms) && whole(args, "dwellOutMs", &config.dwell_out_ms) &&
                    whole(args, "telemetryS", &config.telemetry_s) &&
                    tenths(args, "hysteresisCm", &config.hysteresis_mm) &&
                    tenths(args, "occupiedBelowCm", &config.occupied_below_mm);
  if (!read || !pw_config_valid(&config)) {
    reject(board, command_id, "a setting is out of its bounds");
    return;
  }
  if (!board->port.write(board->port.context, PW_RECORD_CONFIG, &config, sizeof config)) {
    reject(board, command_id, "the settings could not be stored");
    return;
  }
  board->config = config;
  const uint64_t soonest = pw_now(board) + (uint64_t)config.telemetry_s * 1000;
  if (board->telemetry_at_ms > soonest) board->telemetry_at_ms = soonest;
  pw_respond(board, command_id, PW_DONE, "");
}

static bool is_sha256(const char *text) {
  return strlen(text) == 64 && strspn(text, "0123456789abcdefABCDEF") == 64;
}

static void update(pw_board *board, const char *command_id, pw_json args) {
  char url[PW_URL_SIZE];
  char sha256[PW_SHA256_SIZE];
  pw_restarting updating = {.update = true};
  if (!pw_json_string(pw_json_member(args, "url"), url, sizeof url) ||
      (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0)) {
    reject(board, command_id, "url: no address of an image");
  } else if (!pw_json_string(pw_json_member(args, "sha256"), sha256, sizeof sha256) || !is_sha256(sha256)) {
    reject(board, command_id, "sha256: not 64 hexadecimal digits");
  } else if (!pw_json_string(pw_json_member(args, "version"), updating.version, sizeof updating.version) ||
             updating.version[0] == '\0') {
    reject(board, command_id, "version: missing or too long");
  } else if (board->updating.update || board->setup.on_trial) {
    reject(board, command_id, "another update is going on");
  } else if (!board->port.update(board->port.context, url, sha256)) {
    reject(board, command_id, "this board cannot update itself");
  } else {
    pw_copy(updating.command_id, sizeof updating.command_id, command_id);
    board->updating = updating;
    pw_respond(board, command_id, PW_ACCEPTED, "");
  }
}

void pw_board_update_ready(pw_board *board) {
  if (!board->updating.update) return;
  remember(board, &board->updating);
  memset(&board->updating, 0, sizeof board->updating);
  board->restart_due = true;
}

void pw_board_update_failed(pw_board *board, const char *why) {
  if (!board->updating.update) return;
  pw_respond(board, board->updating.command_id, PW_REJECTED, why);
  memset(&board->updating, 0, sizeof board->updating);
}

/** Why it must not be carried out. Without the time nobody can tell whether it is late, so it is refused. */
static const char *objection_to(const pw_board *board, pw_json json, bool retained) {
  char text[40];
  int64_t expires;
  int64_t now;
  if (retained) return "a command is never retained";
  if (!pw_json_string(pw_json_member(json, "expiresAt"), text, sizeof text) || !pw_utc_read(text, &expires)) {
    return "expiresAt is not a time";
  }
  if (board->has_server_time) {
    now = board->server_time_ms + (int64_t)(pw_now(board) - board->server_time_at_ms);
  } else if (!board->port.utc_ms(board->port.context, &now)) {
    return "the time is not known: no welcome since boot";
  }
  return expires <= now ? "expired" : NULL;
}

void pw_obey(pw_board *board, pw_json json, bool retained) {
  char command_id[PW_COMMAND_ID_SIZE];
  char name[16];
  if (!pw_json_string(pw_json_member(json, "commandId"), command_id, sizeof command_id)) return;
  if (command_id[0] == '\0') return;
  pw_answer *const before = answer_to(board, command_id);
  if (before) {
    before->unsent = true;
    pw_flush(board);
    return;
  }
  const char *const objection = objection_to(board, json, retained);
  if (objection) {
    reject(board, command_id, objection);
    return;
  }
  if (!pw_json_string(pw_json_member(json, "name"), name, sizeof name)) name[0] = '\0';
  const pw_json args = pw_json_member(json, "args");
  if (strcmp(name, "identify") == 0) {
    identify(board, command_id, args);
  } else if (strcmp(name, "restart") == 0) {
    restart(board, command_id);
  } else if (strcmp(name, "resync") == 0) {
    pw_announce(board);
    pw_respond(board, command_id, PW_DONE, "");
  } else if (strcmp(name, "set-config") == 0) {
    set_config(board, command_id, args);
  } else if (strcmp(name, "update") == 0) {
    update(board, command_id, args);
  } else {
    reject(board, command_id, "unknown command");
  }
}
