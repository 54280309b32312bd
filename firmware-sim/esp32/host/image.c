/*
 * Firmware images on the host are programs, and this is their boot loader: the program that was started runs a newer image
 * from the board's folder, once on trial; if that did not prove itself by the next boot, it is removed.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host.h"

/** Where the program that was started lies: every boot begins with it. */
#define FACTORY "PARKWIRE_FACTORY_IMAGE"

static char fetched[HOST_TEXT + 16];
static char fresh[HOST_TEXT + 16];
static char trial[HOST_TEXT + 16];
static char kept[HOST_TEXT + 16];
static char wanted[65];
static pid_t child;
static bool enabled;

static void run(const char *path, char **argv) {
  execv(path, argv);
  perror(path);
}

void image_boot(const host_config *config, char **argv, bool *on_trial) {
  char self[4096];
  enabled = config->updates;
  *on_trial = false;
  if (!enabled) return;
  snprintf(fetched, sizeof fetched, "%s/image.part", config->state);
  snprintf(fresh, sizeof fresh, "%s/image.new", config->state);
  snprintf(trial, sizeof trial, "%s/image.trial", config->state);
  snprintf(kept, sizeof kept, "%s/image", config->state);
  const ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
  if (length <= 0) return;
  self[length] = '\0';
  const char *const factory = getenv(FACTORY);
  if (factory && strcmp(factory, self) != 0) {
    *on_trial = access(trial, F_OK) == 0;
    return;
  }
  setenv(FACTORY, self, 1);
  /* One that is still on trial has not proved itself. */
  unlink(trial);
  if (rename(fresh, trial) == 0) run(trial, argv);
  if (access(kept, X_OK) == 0) run(kept, argv);
}

void image_restart(char **argv) {
  const char *const factory = getenv(FACTORY);
  if (enabled && factory) run(factory, argv);
}

void image_keep(void *context) {
  (void)context;
  if (rename(trial, kept) != 0) perror(kept);
}

/** curl fetches, in a process of its own, so that the board goes on meanwhile. */
bool image_fetch(const char *url, const char *sha256) {
  if (!enabled || child > 0) return false;
  snprintf(wanted, sizeof wanted, "%s", sha256);
  child = fork();
  if (child == 0) {
    const int nothing = open("/dev/null", O_RDWR);
    if (nothing >= 0) {
      dup2(nothing, STDIN_FILENO);
      dup2(nothing, STDOUT_FILENO);
    }
    execlp("curl", "curl", "--fail", "--silent", "--show-error", "--max-time", "120", "--max-filesize", "67108864", "--proto",
           "=http,https", "--output", fetched, "--", url, (char *)NULL);
    _exit(127);
  }
  return child > 0;
}

image_progress image_look(const char **why) {
  char sha256[65];
  int status = 0;
  if (child <= 0) return IMAGE_NONE;
  if (waitpid(child, &status, WNOHANG) == 0) return IMAGE_FETCHING;
  child = 0;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    *why = WIFEXITED(status) && WEXITSTATUS(status) == 127 ? "curl is not installed" : "the image could not be fetched";
  } else if (!sha256_of_file(fetched, sha256) || strcasecmp(sha256, wanted) != 0) {
    *why = "sha256 differs";
  } else if (chmod(fetched, 0700) != 0 || rename(fetched, fresh) != 0) {
    *why = "the image could not be stored";
  } else {
    return IMAGE_READY;
  }
  unlink(fetched);
  return IMAGE_FAILED;
}
