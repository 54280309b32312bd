/* Where the board belongs: from its configuration, or told on `assigned` when staff have approved it. */
#include "board-parts.h"

#include <string.h>

static bool made_of(const char *text, size_t most, char from, char to, bool dash) {
  size_t length = 0;
  for (; text[length] != '\0'; length++) {
    const char c = text[length];
    const bool fits = (c >= '0' && c <= '9') || (c >= from && c <= to) || (dash && c == '-');
    if (!fits || length == most) return false;
  }
  return length > 0;
}

bool pw_is_id(const char *text) { return made_of(text, PW_ID_SIZE - 1, 'a', 'z', true); }

bool pw_is_lot(const char *text) { return pw_is_id(text) && strcmp(text, "pending") != 0; }

bool pw_is_slot(const char *text) { return made_of(text, PW_SLOT_LENGTH, 'A', 'Z', false); }

static bool is_text(const char *text, size_t size) { return memchr(text, '\0', size) != NULL; }

bool pw_assignment_valid(const pw_assignment *assignment) {
  if (!is_text(assignment->lot, PW_ID_SIZE) || !pw_is_lot(assignment->lot)) return false;
  if (assignment->slot_count < 1 || assignment->slot_count > PW_MAX_SLOTS) return false;
  for (unsigned i = 0; i < assignment->slot_count; i++) {
    if (!is_text(assignment->slots[i], PW_SLOT_SIZE) || !pw_is_slot(assignment->slots[i])) return false;
    for (unsigned other = 0; other < i; other++) {
      if (strcmp(assignment->slots[i], assignment->slots[other]) == 0) return false;
    }
  }
  return true;
}

bool pw_load_assignment(pw_board *board) {
  pw_assignment assignment;
  if (!board->port.read(board->port.context, PW_RECORD_ASSIGNMENT, &assignment, sizeof assignment)) return false;
  if (!pw_assignment_valid(&assignment)) return false;
  board->assignment = assignment;
  return true;
}

void pw_take_assignment(pw_board *board, pw_json json) {
  pw_assignment assignment = {0};
  const pw_json slots = pw_json_member(json, "slots");
  size_t at = 0;
  if (!pw_json_string(pw_json_member(json, "lot"), assignment.lot, sizeof assignment.lot)) return;
  for (pw_json slot = pw_json_next(slots, &at); slot.type != PW_JSON_NONE; slot = pw_json_next(slots, &at)) {
    /* The first sensor watches the first slot; there are no more slots than sensors. */
    if (assignment.slot_count == board->setup.sensors) {
      board->port.log(board->port.context, "assigned more slots than there are sensors: the last ones are not served");
      break;
    }
    if (!pw_json_string(slot, assignment.slots[assignment.slot_count], PW_SLOT_SIZE)) return;
    assignment.slot_count++;
  }
  if (!pw_assignment_valid(&assignment)) return;
  if (!board->port.write(board->port.context, PW_RECORD_ASSIGNMENT, &assignment, sizeof assignment)) {
    board->port.log(board->port.context, "the assignment could not be stored");
    return;
  }
  board->assignment = assignment;
  board->connected = false;
  board->port.reconnect(board->port.context);
}
