import { z } from 'zod';
import { lotCode, slotCode } from '../identifiers.ts';
import { ledState } from '../led.ts';

/** The Socket.IO namespace of the attendants' board. */
export const BOARD_NAMESPACE = '/board';

export const slotState = z.enum(['free', 'reserved', 'occupied', 'attention', 'out-of-service', 'unknown']);
export type SlotState = z.infer<typeof slotState>;

/** One slot as the board shows it. `version` grows with every change of the slot; the higher one wins. */
export const slotView = z.object({
  code: z.string(),
  version: z.int(),
  state: slotState,
  led: z.object({ desired: ledState, reported: ledState.nullable(), drift: z.boolean() }),
  /** The controller that serves the slot; null where attendants run it by hand. */
  controller: z
    .object({
      id: z.string(),
      status: z.enum(['never-seen', 'online', 'offline', 'lost']),
      lastSeenAt: z.iso.datetime().nullable(),
    })
    .nullable(),
  driver: z
    .object({ id: z.string(), displayName: z.string(), phone: z.string().nullable(), plate: z.string().nullable() })
    .nullable(),
  booking: z
    .object({
      id: z.string(),
      reference: z.string(),
      state: z.enum(['reserved', 'active']),
      startsAt: z.iso.datetime(),
      endsAt: z.iso.datetime(),
      holdUntil: z.iso.datetime(),
      /** What the driver wants the attendant to know. */
      notes: z.string().nullable(),
      /** Services chosen with it, by name. */
      services: z.array(z.string()),
    })
    .nullable(),
  session: z
    .object({
      id: z.string(),
      startedAt: z.iso.datetime(),
      /** What the stay costs if the car left now; null where no tariff is known. */
      costMinor: z.int().nullable(),
      overstay: z.boolean(),
    })
    .nullable(),
  /** The last stay, where its driver got the money back because the car was not theirs: nobody has paid for it. */
  disowned: z
    .object({
      startedAt: z.iso.datetime(),
      endedAt: z.iso.datetime(),
      at: z.iso.datetime(),
      by: z.object({ displayName: z.string(), phone: z.string().nullable() }),
    })
    .nullable(),
  /** The booking that could not have this slot, while the slot cannot be had: moved to another, or called off. */
  displaced: z
    .object({
      reference: z.string(),
      movedTo: z.string().nullable(),
      obstacle: z.enum(['taken', 'out-of-service', 'unknown']),
      at: z.iso.datetime(),
    })
    .nullable(),
});
export type SlotView = z.infer<typeof slotView>;

/** A point of the floor plan: fractions of its width and height, from the left and from the top. */
export const place = z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]);
export type Place = z.infer<typeof place>;

/** A lot's floor plan. `version` grows with every change, also where the plan is removed; the higher one wins. */
export const planView = z.object({
  version: z.int(),
  image: z
    .object({
      type: z.enum(['image/png', 'image/jpeg', 'image/webp']),
      width: z.int(),
      height: z.int(),
      /** Names the picture in its address, which therefore always shows the same one. */
      sha256: z.string(),
    })
    .nullable(),
  /** Where the slots are, by their codes; whoever is not here is not on the plan. */
  places: z.record(slotCode, place),
});
export type PlanView = z.infer<typeof planView>;

/** Everything about a lot that the board shows. `version` grows with every change of any of its slots, and of its plan. */
export const boardSnapshot = z.object({
  lot: z.object({ code: z.string(), name: z.string(), timeZone: z.string(), currency: z.string() }),
  version: z.int(),
  /** The server's time at which this was true. */
  at: z.iso.datetime(),
  slots: z.array(slotView),
  plan: planView,
});
export type BoardSnapshot = z.infer<typeof boardSnapshot>;

/** Slots that changed, or are gone, and the plan where it changed: whole views, each with its own version. */
export const boardDelta = z.object({
  lot: z.string(),
  at: z.iso.datetime(),
  slots: z.array(slotView),
  plan: planView.optional(),
  /** Slots that were retired, with the version they had then: a view with a higher one is of a slot that came back. */
  gone: z.array(z.object({ code: z.string(), version: z.int() })).optional(),
});
export type BoardDelta = z.infer<typeof boardDelta>;

/** Every 10 s, read from the database: what a client in step holds, and what each running stay costs by now. */
export const boardDigest = z.object({
  lot: z.string(),
  version: z.int(),
  at: z.iso.datetime(),
  costs: z.record(z.string(), z.int()),
});
export type BoardDigest = z.infer<typeof boardDigest>;

export const joinRequest = z.object({ lot: lotCode });

export type JoinAnswer = { ok: true; snapshot: BoardSnapshot } | { ok: false; code: string };

/** Events the server sends on the board namespace. */
export interface BoardServerEvents {
  delta: (delta: BoardDelta) => void;
  digest: (digest: BoardDigest) => void;
  /** A conversation that people answer began, ended, or has new words: whoever shows the inbox reads it again. */
  inbox: () => void;
  /** Something happened with these controllers, by id: whoever shows one reads it again. */
  controllers: (ids: string[]) => void;
}

/** Events a board sends; `join` also serves to ask for the snapshot again. */
export interface BoardClientEvents {
  join: (request: { lot: string }, answer: (result: JoinAnswer) => void) => void;
}
