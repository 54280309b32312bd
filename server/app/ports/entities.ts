import type { Rich } from '../../chat/speech.ts';
import type { Displaced } from '../../domain/activation.ts';
import type { BootEvidence } from '../../domain/evidence.ts';
import type { DesiredLed, ReportedLed } from '../../domain/led.ts';
import type { OffsetWindow } from '../../domain/occurrence.ts';
import type { SlotFacts, SlotState } from '../../domain/slot.ts';

/** Rows as use-cases see them: plain objects, times in ms since the epoch. */

export interface Slot {
  readonly id: string;
  readonly lotId: string;
  readonly code: string;
  readonly position: number;
  /** Grows with every change of what the board shows of the slot. */
  readonly version: number;
  readonly state: SlotState;
  readonly outOfService: boolean;
  readonly health: SlotFacts['health'];
  readonly controllerId: string | null;
  /** The latest session, open or ended. */
  readonly sessionId: string | null;
  /** The live booking that holds the slot now. */
  readonly bookingId: string | null;
  /** The booking on this slot that last ended without its car: expired, or withdrawn from its driver. */
  readonly lapsedBookingId: string | null;
  /** The boot whose word on the slot we had last. */
  readonly seenBootId: string | null;
  /** The number of its event that spoke of the slot last. */
  readonly seenSeq: number | null;
  readonly led: DesiredLed;
  readonly ledChangedAt: number;
  /** The board has shown something else for too long. */
  readonly ledDrift: boolean;
  readonly reported: ReportedLed | null;
  /** Its car's booking is over; kept so that the board is told once. */
  readonly overstays: boolean;
  /** The booking that had to give way here last, as long as the slot cannot be had. */
  readonly displaced: Displaced | null;
}

export type ControllerStatus = 'never-seen' | 'online' | 'offline' | 'lost';

export interface Controller {
  readonly id: string;
  readonly lotId: string;
  readonly lotCode: string;
  readonly secretHash: string;
  /** Of a secret that was drawn and not used yet; the first login with it makes it the only one. */
  readonly nextSecretHash: string | null;
  readonly status: ControllerStatus;
  /** The boot of the last `online`, or of the first event where none came. */
  readonly bootId: string | null;
  readonly fw: string | null;
  readonly lastSeenAt: number | null;
  /** What it said of its own health last. */
  readonly telemetry: Telemetry | null;
  /** The slots that it says it has. */
  readonly boardSlots: readonly string[] | null;
}

/** What a controller measures of itself. */
export interface Telemetry {
  readonly at: number;
  readonly uptimeMs: number;
  /** Strength of the radio signal, dBm. */
  readonly rssi: number | null;
  /** Bytes. */
  readonly heapFree: number | null;
  readonly tempC: number | null;
  /** Events that it keeps because we have not acknowledged them. */
  readonly queue: number | null;
}

/** One boot of a controller: its clock and how far its events are stored. */
export interface Boot extends BootEvidence {
  readonly controllerId: string;
  readonly bootId: string;
  readonly offsets: OffsetWindow;
  readonly firstSeenAt: number;
  /** Everything below this sequence number that is not stored never will be. */
  readonly baseSeq: number;
  /** Every event from the base up to here is stored and applied. */
  readonly ackedSeq: number;
  /** Events behind a gap are stored and wait to be applied. */
  readonly hasPending: boolean;
  readonly lastOccurredAt: number | null;
}

export type ObservationStatus = 'pending' | 'applied' | 'no-effect' | 'rejected';

/** What was seen, when it happened and when we learned of it. `source` is a controller's id, or `staff` or `driver`. */
export interface Observation {
  readonly source: string;
  readonly bootId: string;
  readonly seq: number;
  readonly slotId: string | null;
  readonly slotCode: string;
  readonly type: string;
  readonly initial: boolean;
  readonly uptimeMs: number | null;
  readonly sentUptimeMs: number | null;
  readonly clockAt: number | null;
  readonly receivedAt: number;
  readonly occurredAt: number | null;
  readonly foundBy: 'offset' | 'clock' | 'bounds' | 'receipt' | null;
  readonly clamped: boolean;
  readonly afterLoss: boolean;
  readonly status: ObservationStatus;
  readonly reason: string | null;
  readonly sessionId: string | null;
}

export interface Driver {
  readonly id: string;
  readonly operatorId: string;
  /** `whatsapp_<phone, or user id where there is none>` */
  readonly name: string;
  readonly displayName: string;
  readonly blockedAt: number | null;
  /** The language they are answered in; null until it is known. */
  readonly locale: string | null;
  /** When they chose it; null where it was only known from what they write, which may show another one later. */
  readonly localeChosenAt: number | null;
  /** Since when they want no reminders; null where they do. */
  readonly mutedAt: number | null;
  /** The open hand-over of their conversation to a person; null where Parkwire answers. */
  readonly handoverId: string | null;
  /** Of their car, as they wrote it, in capitals and without spaces; null where they have not said. */
  readonly plate: string | null;
  /** E.164; asked for where the channel tells no number. */
  readonly contactPhone: string | null;
  readonly createdAt: number;
}

/** How a driver is known on a channel. */
export interface Identity {
  readonly id: string;
  readonly driverId: string;
  readonly channel: string;
  readonly userId: string;
  readonly phone: string | null;
  /** By which of our ways the driver wrote last; answers go out the same way. */
  readonly transport: Transport;
  /** The address of ours that the driver wrote to. */
  readonly ourAddress: string | null;
  /** What the driver is called, where it was looked up with the address. */
  readonly driverName?: string;
  /** In which language they are answered, where that was looked up with the address and is known. */
  readonly driverLocale?: string;
}

/** A way messages come in and go out. */
export type Transport = 'twilio' | 'meta' | 'phone';

export type MessageStatus = 'received' | 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

export interface Message {
  readonly id: string;
  readonly direction: 'inbound' | 'outbound';
  readonly transport: Transport;
  /** The provider's id of the message. */
  readonly externalId: string | null;
  readonly identityId: string | null;
  readonly driverId: string | null;
  readonly inReplyTo: string | null;
  readonly kind: string;
  readonly body: string;
  /** What it offers beside the text, on channels that can show it. */
  readonly rich: Rich | null;
  readonly status: MessageStatus;
  readonly reason: string | null;
  readonly attempts: number;
  readonly notBefore: number;
  readonly sessionId: string | null;
  readonly createdAt: number;
  /** The words of the webhook that brought it; not read back with it. */
  readonly raw?: string | null;
  /** How it goes out where only what WhatsApp has approved may; null where there is no such way. */
  readonly approved?: ApprovedMessage | null;
  /** The provider has said that the driver wrote too long ago for words of our own. */
  readonly isOutsideWindow?: boolean;
  /** Since when it is held back because the provider takes no more; null where it never was. */
  readonly heldSince?: number | null;
  /** Of a reply, the option of the menu that it answers. */
  readonly option?: string;
  /** The lot it was about; null where it is about none, or was received. */
  readonly lotId?: string | null;
  /** Of a reply, the step of a booking that it asks for, or that it was made. */
  readonly step?: string | null;
}

/** An approved template with what is filled in, in the order of its variables. */
export interface ApprovedMessage {
  readonly twilioContentSid: string | null;
  readonly metaName: string | null;
  readonly metaLanguage: string | null;
  readonly values: readonly string[];
}

export interface Conversation {
  readonly driverId: string;
  readonly lotId: string | null;
  /** The command that waits for a yes. */
  readonly pending: string | null;
  /** Where a guided dialogue stands, as the chat wrote it down. */
  readonly dialogue: string | null;
  readonly expiresAt: number;
}

export type Role = 'admin' | 'attendant' | 'viewer';

export interface Staff {
  readonly id: string;
  readonly login: string;
  readonly passwordHash: string;
  readonly role: Role;
}
