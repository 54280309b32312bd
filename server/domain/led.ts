/** What an LED shows; the words of the controller protocol. */
export interface LedLook {
  readonly color: 'green' | 'blue' | 'red' | 'amber' | 'white' | 'off';
  readonly pattern: 'solid' | 'blink';
}

/** A desired state; `rev` identifies it and only ever grows. */
export interface DesiredLed extends LedLook {
  readonly rev: number;
}

/** What the board says it shows. */
export interface ReportedLed extends LedLook {
  readonly rev: number;
  /** ms since the epoch. */
  readonly at: number;
}

export function sameLook(a: LedLook, b: LedLook): boolean {
  return a.color === b.color && a.pattern === b.pattern;
}

/** How long a reported revision may differ from the desired one before it is drift. */
export const DRIFT_AFTER_MS = 30_000;
