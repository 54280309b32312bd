import type { Interval } from '../domain/interval.ts';
import type { ControllerStatus, Observation } from './ports/entities.ts';
import type { HealthChange } from './ports/evidence-repositories.ts';
import type { Repositories } from './ports/repositories.ts';

/** More than any stay has; a sensor that flaps for days is cut here. */
export const MOST_OBSERVATIONS = 1000;

export interface TimelineObservation extends Observation {
  readonly id: string;
}

/** A controller was online, or was not, for that long; null while it still is. */
export interface ControllerSpan {
  readonly controllerId: string;
  readonly bootId: string | null;
  readonly status: ControllerStatus;
  readonly from: number;
  readonly to: number | null;
  readonly noticedAt: number;
}

export function withId(observation: Observation): TimelineObservation {
  const { source, bootId, seq } = observation;
  return { ...observation, id: `${source}/${bootId}/${seq}` };
}

/** The controllers that served a slot within a span, and when they were online and when not. */
export async function controllersDuring(
  { evidence }: Repositories,
  slotId: string,
  span: Interval,
): Promise<{ served: { controllerId: string }[]; spans: ControllerSpan[] }> {
  const served = (await evidence.controllersOf(slotId)).filter(
    ({ from, to }) => from <= span.to && (to === null || to >= span.from),
  );
  const servers = [...new Set(served.map((one) => one.controllerId))];
  const changes = [
    ...(await evidence.health(servers, span)),
    // Behind the end: until when the last of them lasted.
    ...(await evidence.healthAfter(servers, span.to)),
  ];
  return { served, spans: spansOf(changes, span) };
}

function spansOf(changes: readonly HealthChange[], of: Interval): ControllerSpan[] {
  return changes.flatMap((change, index) => {
    const next = changes.find((later, at) => at > index && later.controllerId === change.controllerId);
    const { controllerId, bootId, status, noticedAt } = change;
    const span = { controllerId, bootId, status, from: change.at, to: next?.at ?? null, noticedAt };
    return span.from > of.to || (span.to !== null && span.to < of.from) ? [] : [span];
  });
}
