import type { ControllerView } from '../../../../shared/http/controllers.ts';

/** What a controller needs somebody for. */
export type Trouble = 'lost' | 'offline' | 'never-seen' | 'drift' | 'slots' | 'queue' | 'signal' | 'secret';

/** The most urgent first. */
const order: readonly Trouble[] = ['lost', 'drift', 'slots', 'offline', 'queue', 'signal', 'never-seen', 'secret'];

/** Weaker than this, in dBm, packets begin to be lost. */
export const weakSignal = -80;
/** So many events in flight are a busy moment; more that are not acknowledged are a board that does not get through. */
const longQueue = 16;

/** Whatever is not as it should be, the most urgent first. */
export function troublesOf(controller: ControllerView): Trouble[] {
  const { status, drifting, telemetry, secretPending } = controller;
  const found = new Set<Trouble>();
  if (status !== 'online') found.add(status);
  if (drifting.length > 0) found.add('drift');
  if (hasOtherSlots(controller)) found.add('slots');
  if (status === 'online' && (telemetry?.queue ?? 0) > longQueue) found.add('queue');
  if (status === 'online' && (telemetry?.rssi ?? 0) < weakSignal) found.add('signal');
  if (secretPending) found.add('secret');
  return order.filter((trouble) => found.has(trouble));
}

/** Whether the board is set up for other slots than it is to serve; one with a sensor to spare is fine. */
function hasOtherSlots({ slots, boardSlots }: ControllerView): boolean {
  return boardSlots !== null && slots.some((slot) => !boardSlots.includes(slot));
}

/** Those that need somebody first; among equals by name. */
export function byUrgency(controllers: readonly ControllerView[]): ControllerView[] {
  const rank = (controller: ControllerView): number => {
    const [worst] = troublesOf(controller);
    return worst === undefined ? order.length : order.indexOf(worst);
  };
  const names = new Intl.Collator('en', { numeric: true });
  return [...controllers].sort((a, b) => rank(a) - rank(b) || names.compare(a.id, b.id));
}
