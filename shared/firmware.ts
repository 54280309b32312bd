/** An image that is larger does not fit a board with 4 MB of flash. */
export const MOST_FIRMWARE_BYTES = 4 * 1024 * 1024;

/** Boards compare it letter by letter with what they say as `fw`; the firmware takes 63 characters. */
export const FIRMWARE_VERSION = /^[A-Za-z0-9][A-Za-z0-9.+_/-]{0,62}$/;
