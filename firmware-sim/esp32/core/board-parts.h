/* What the parts of the core offer each other; no port includes this. */
#ifndef PW_BOARD_PARTS_H
#define PW_BOARD_PARTS_H

#include "board.h"
#include "json-read.h"
#include "json-write.h"

static inline uint64_t pw_now(const pw_board *board) { return board->port.uptime_ms(board->port.context); }

static inline bool pw_joining(const pw_board *board) { return board->assignment.lot[0] == '\0'; }

/* publish.c */

/** Writes the topic of that name below the board's root; with a slot, below `slot/<code>/`. */
void pw_topic(const pw_board *board, const char *slot, const char *name, char topic[PW_TOPIC_SIZE]);
/** Sends what is due and may be sent: status, events, snapshots, LEDs, answers. */
void pw_flush(pw_board *board);
/** Everything there is to say is to be said again. */
void pw_announce(pw_board *board);
void pw_say_offline(pw_board *board);
void pw_say_telemetry(pw_board *board);

/* lamp.c */

/** Sets the lamps as they are to be at this moment. */
void pw_light(pw_board *board, uint64_t now);
bool pw_led_read(pw_json json, pw_led *led);

/* command.c */

void pw_obey(pw_board *board, pw_json json, bool retained);
/** Answers, and remembers the answer for a repeat; it leaves as soon as it can. */
void pw_respond(pw_board *board, const char *command_id, pw_answer_status status, const char *detail);
void pw_end_identifying(pw_board *board, uint64_t now);
/** What an earlier boot left to be answered. */
void pw_answer_earlier(pw_board *board);
/** An answer has left the board. */
void pw_answer_left(pw_board *board, const pw_answer *answer);
/** The server knows this boot: an image on trial has proved itself. */
void pw_prove_image(pw_board *board);
/** Copies text that fits, and nothing of one that does not. */
bool pw_copy(char *out, size_t capacity, const char *text);

/* assignment.c */

bool pw_assignment_valid(const pw_assignment *assignment);
void pw_take_assignment(pw_board *board, pw_json json);
bool pw_load_assignment(pw_board *board);

#endif
