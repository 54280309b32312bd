import { z } from 'zod';
import { controllerId, slotCode } from '../identifiers.ts';
import { setConfigArgs } from '../mqtt/payloads.ts';

/** Controllers as staff see and manage them. */

const moment = z.iso.datetime();
const slots = z.array(slotCode).max(64);

export const controllerCreateRequest = z.strictObject({ id: controllerId, slots: slots.default([]) });
export const controllerSecretRequest = z.strictObject({
  /** The old secret is worth nothing from now on; else it counts until the new one is used. */
  revoke: z.boolean().default(false),
});
export const controllerSecretResponse = z.object({ id: z.string(), secret: z.string() });

export const controllerSlotsRequest = z.strictObject({
  /** All that it serves from now on. */
  slots,
  /** Takes those that another controller serves. */
  move: z.boolean().default(false),
});

export const controllerConfig = setConfigArgs;
export const controllerConfigRequest = setConfigArgs
  .strict()
  .refine((settings) => Object.keys(settings).length > 0, 'names no setting');
export type ControllerConfig = z.infer<typeof controllerConfig>;

export const commandRequest = z.discriminatedUnion('name', [
  /** Of one slot, or of all that the board has. */
  z.strictObject({ name: z.literal('identify'), slot: slotCode.optional() }),
  z.strictObject({ name: z.literal('restart') }),
  z.strictObject({ name: z.literal('resync') }),
]);
export type CommandRequest = z.infer<typeof commandRequest>;

export const commandResponse = z.object({
  id: z.string(),
  name: z.enum(['identify', 'restart', 'resync', 'set-config', 'update']),
  args: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Login. */
  by: z.string().nullable(),
  createdAt: moment,
  expiresAt: moment,
  status: z.enum(['waiting', 'sent', 'accepted', 'done', 'rejected', 'expired']),
  detail: z.string().nullable(),
  answeredAt: moment.nullable(),
});
export type ControllerCommandView = z.infer<typeof commandResponse>;
export const commandsResponse = z.object({ commands: z.array(commandResponse) });

export const controllerResponse = z.object({
  id: z.string(),
  slots: z.array(z.string()),
  /** The slots that the board itself says it has; null until it said so. */
  boardSlots: z.array(z.string()).nullable(),
  status: z.enum(['never-seen', 'online', 'offline', 'lost']),
  fw: z.string().nullable(),
  bootId: z.string().nullable(),
  lastSeenAt: moment.nullable(),
  telemetry: z
    .object({
      at: moment,
      uptimeMs: z.int(),
      /** Of the radio, dBm. */
      rssi: z.number().nullable(),
      /** Bytes. */
      heapFree: z.number().nullable(),
      tempC: z.number().nullable(),
      /** Events that the board keeps because they are not acknowledged. */
      queue: z.int().nullable(),
    })
    .nullable(),
  /** Those of its slots whose LED has shown something else for too long. */
  drifting: z.array(z.string()),
  /** A new secret was drawn and is not used yet. */
  secretPending: z.boolean(),
});
export type ControllerView = z.infer<typeof controllerResponse>;

export const controllersResponse = z.object({
  controllers: z.array(controllerResponse),
  /** Where boards connect to; `host` is null where only the address of this page is known. */
  broker: z.object({ host: z.string().nullable(), port: z.int(), tls: z.boolean() }),
});
export type ControllersAnswer = z.infer<typeof controllersResponse>;

export const controllerDetailResponse = controllerResponse.extend({
  /** The settings that the board has taken. */
  config: controllerConfig.nullable(),
});
export type ControllerDetail = z.infer<typeof controllerDetailResponse>;

export const controllerEventsQuery = z.strictObject({
  /** An id: only older entries. */
  before: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const controllerEventResponse = z.object({
  id: z.string(),
  at: moment,
  kind: z.enum([
    'added',
    'removed',
    'slots',
    'online',
    'heard-again',
    'offline',
    'lost',
    'events-lost',
    'command',
    'answer',
    'expired',
    'drift',
    'drift-over',
    'secret-drawn',
    'secret-used',
    'secret-revoked',
    'refused',
    'updated',
    'update-failed',
  ]),
  /** Login of whoever of the staff did it. */
  by: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable()),
});
export type ControllerEventView = z.infer<typeof controllerEventResponse>;
export const controllerEventsResponse = z.object({
  events: z.array(controllerEventResponse),
  /** What `before` has to be for the next page; null where there is none. */
  next: z.string().nullable(),
});
