import { z } from 'zod';
import { bootId, slotCode } from '../identifiers.ts';
import { ledState } from '../led.ts';

/** A payload larger than this, in bytes, is refused. */
export const MAX_PAYLOAD_BYTES = 4096;

const uptime = z.int().nonnegative();
const seq = z.int().positive();

export const onlinePayload = z.object({
  status: z.literal('online'),
  bootId,
  fw: z.string().max(64),
  protocol: z.literal(1),
  slots: z.array(slotCode).max(64),
  uptimeMs: uptime,
  oldestSeq: seq.optional(),
});

/** Birth, clean shutdown and last will of a controller. */
export const statusPayload = z.discriminatedUnion('status', [
  onlinePayload,
  z.object({ status: z.literal('offline'), bootId }),
  z.object({ status: z.literal('lost'), bootId }),
]);
export type StatusPayload = z.infer<typeof statusPayload>;
export type OnlinePayload = z.infer<typeof onlinePayload>;

/** What every event must have to be stored and acknowledged at all, even as rejected. */
export const eventEnvelope = z.looseObject({ bootId, seq });

export const eventPayload = z.object({
  bootId,
  seq,
  slot: slotCode,
  type: z.enum(['occupied', 'vacated']),
  /** Milliseconds since boot at which it happened: the first reading of the change. */
  uptimeMs: uptime,
  /** Milliseconds since boot at which this sending left the board. */
  sentUptimeMs: uptime,
  /** Nothing below this sequence number of that boot will ever come. */
  oldestSeq: seq.optional(),
  /** What the sensor saw when the board woke, not a change. */
  initial: z.boolean().optional(),
  /** UTC, present only while the board's clock was synchronised. */
  at: z.iso.datetime({ offset: true }).optional(),
  distanceCm: z.number().nonnegative().max(10_000).optional(),
});
export type EventPayload = z.infer<typeof eventPayload>;

export const occupancyPayload = z.object({ occupied: z.boolean(), bootId, seq: z.int().nonnegative() });
export type OccupancyPayload = z.infer<typeof occupancyPayload>;

export const ledReportedPayload = ledState;

export const telemetryPayload = z.object({
  bootId,
  uptimeMs: uptime,
  rssi: z.number().optional(),
  heapFree: z.number().optional(),
  tempC: z.number().optional(),
  /** Events the board still keeps unacknowledged. */
  queue: z.int().nonnegative().optional(),
});
export type TelemetryPayload = z.infer<typeof telemetryPayload>;

export const responsePayload = z.object({
  commandId: z.string().min(1).max(64),
  status: z.enum(['accepted', 'done', 'rejected']),
  detail: z.string().max(256).optional(),
});
export type ResponsePayload = z.infer<typeof responsePayload>;

export const welcomePayload = z.object({ bootId, serverTime: z.string(), ackSeq: z.int().nonnegative() });
export type WelcomePayload = z.infer<typeof welcomePayload>;

export const ackPayload = z.object({ bootId, seq: z.int().nonnegative() });
export type AckPayload = z.infer<typeof ackPayload>;

export const ledDesiredPayload = ledState;

export const commandPayload = z.object({
  commandId: z.string().min(1).max(64),
  name: z.enum(['identify', 'restart', 'resync', 'set-config', 'update']),
  args: z.record(z.string(), z.unknown()),
  expiresAt: z.iso.datetime({ offset: true }),
});
export type CommandPayload = z.infer<typeof commandPayload>;

/** Arguments of `set-config`: thresholds of the sensor and the telemetry period in seconds. */
export const setConfigArgs = z
  .object({
    dwellInMs: z.int().min(0).max(600_000),
    dwellOutMs: z.int().min(0).max(600_000),
    hysteresisCm: z.number().min(0).max(500),
    occupiedBelowCm: z.number().min(1).max(10_000),
    telemetryS: z.int().min(1).max(60),
  })
  .partial();
export type SetConfigArgs = z.infer<typeof setConfigArgs>;
