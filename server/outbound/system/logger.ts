import { type Logger, pino } from 'pino';

/** JSON lines on standard output; whatever looks like a secret or a number of a person is masked even if it slips in. */
export function makeLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'phone',
        'from',
        'to',
        'password',
        'secret',
        'token',
        'authToken',
        'cookie',
        '*.phone',
        '*.password',
        '*.secret',
        '*.token',
      ],
      censor: '[hidden]',
    },
    formatters: { level: (label) => ({ level: label }) },
  });
}
