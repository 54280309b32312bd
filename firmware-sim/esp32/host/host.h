/* The parts of the POSIX port: a board on Linux whose sensors and LEDs are simulated and whose everything else is real. */
#ifndef PW_HOST_H
#define PW_HOST_H

#include "board.h"
#include "json-write.h"

#ifndef PW_VERSION
#define PW_VERSION "1.0.0"
#endif

#define HOST_TEXT 256

/* config.c */

typedef struct {
  char broker[HOST_TEXT];
  int port;
  bool tls;
  char ca[HOST_TEXT];
  char id[HOST_TEXT];
  char secret[HOST_TEXT];
  pw_assignment assignment;
  int sensors;
  char state[HOST_TEXT];
  char control[HOST_TEXT];
  bool clock;
  bool updates;
  pw_config first_config;
} host_config;

/** Reads the file, if one is named, and the environment over it; says what is wrong on stderr. */
bool host_read_config(const char *path, host_config *config);
/** The secret that a joining board has made up for itself, drawn at its first start and kept. */
bool host_own_secret(host_config *config);

/* store.c */

/** Opens the records in that folder; false, with a sentence on stderr, where another process has them. */
bool store_open(const char *folder);
bool store_read(void *context, unsigned record, void *out, size_t size);
bool store_write(void *context, unsigned record, const void *data, size_t size);
void store_erase(void *context, unsigned record);

/* link.c */

void link_begin(const host_config *config, pw_board *board);
/** Connects when it is time to, and carries what is to be carried, for at most so long. */
void link_turn(uint64_t now_ms, int wait_ms);
bool link_publish(void *context, const char *topic, const char *payload, size_t length, int qos, bool retain);
/** Breaks the connection as a power cut does. */
void link_cut(void);
/** Lets what was published arrive, then disconnects cleanly. */
void link_close(void);
/** Without a network nothing connects until there is one again. */
void link_network(bool there);

/* control.c */

bool control_open(const char *fifo);
/** The next line without its end, if one is there; false without one, `*ended` where there will be none. */
bool control_line(char *line, size_t capacity, bool *ended);

/* hand.c */

/** Where nothing has been put yet, nothing stands; with `kept`, where a restart of the program left things. */
void hand_begin(const host_config *config, pw_board *board, const char *kept);
int32_t hand_distance(unsigned sensor);
/** What stands where, to be handed to the program that follows. */
void hand_keep(char *out, size_t capacity);
/** Does what the line says, and answers it on stdout. */
void hand_obey(const char *line);

/* image.c */

/** Called first: runs the image that is to run. Returns in that image, `*on_trial` where it has to prove itself. */
void image_boot(const host_config *config, char **argv, bool *on_trial);
/** Starts the program anew, from its boot. */
void image_restart(char **argv);
bool image_fetch(const char *url, const char *sha256);
typedef enum { IMAGE_NONE, IMAGE_FETCHING, IMAGE_READY, IMAGE_FAILED } image_progress;
image_progress image_look(const char **why);
void image_keep(void *context);

/* sha256.c */

/** The digest of a file as 64 hexadecimal digits. */
bool sha256_of_file(const char *path, char out[65]);

/* main.c */

uint64_t host_uptime_ms(void *context);
bool host_powered(void);
void host_pull(void);
void host_plug(void);
void host_quit(void);
/** Ends the object and prints it as a line. */
void host_say(pw_writer *w);
/** One line of JSON on stdout: `{"event":"<event>","<name>":"<value>"}`. */
void host_tell(const char *event, const char *name, const char *value);

#endif
