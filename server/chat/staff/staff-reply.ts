import type { ErrorCode } from '../../domain/errors.ts';
import type { SlotState } from '../../domain/slot.ts';

/** A slot as staff ask about it. Times in ms since the epoch. */
export interface StaffSlot {
  code: string;
  state: SlotState;
  driver: string | null;
  phone: string | null;
  plate: string | null;
  /** Since when the car stands there, and what the stay has cost so far. */
  stay: { since: number; costMinor: number | null; isOver: boolean } | null;
  booking: { reference: string; startsAt: number; endsAt: number } | null;
}

/** What staff are told in the chat. */
export type StaffReply =
  | { kind: 'staff-linked'; login: string; role: 'admin' | 'attendant' | 'viewer' }
  | { kind: 'staff-link-refused'; isThrottled: boolean }
  | { kind: 'staff-help'; login: string; mayAct: boolean; hasAlerts: boolean }
  | { kind: 'staff-forbidden' }
  | {
      kind: 'staff-board';
      lotName: string;
      groups: { state: SlotState; codes: string[] }[];
      /** Slots with a car that nobody accounts for, with a car whose booking is over, and controllers that are lost. */
      strange: string[];
      over: string[];
      lost: string[];
    }
  | { kind: 'staff-slot'; slot: StaffSlot }
  | { kind: 'staff-plate'; plate: string; found: StaffSlot[] }
  | { kind: 'staff-slot-unknown'; slot: string; lotName: string }
  | { kind: 'staff-which-lot'; lots: string[]; example: string }
  // Asked before something is done.
  | { kind: 'staff-ask-out'; slot: StaffSlot; since: number }
  | { kind: 'staff-ask-cancel'; slot: StaffSlot; reference: string }
  | { kind: 'staff-ask-top-up'; driver: string; phone: string; amountMinor: number; balanceMinor: number }
  | { kind: 'staff-dropped' }
  /** Somebody else writes to the number of the staff, or staff write what is no command. */
  | { kind: 'staff-number' }
  /** It is not as it was when it was asked. */
  | { kind: 'staff-changed'; slot: string }
  // Done, or not.
  | { kind: 'staff-in'; slot: StaffSlot }
  | { kind: 'staff-in-needless'; slot: string }
  | { kind: 'staff-out'; slot: string }
  | { kind: 'staff-nothing-there'; slot: StaffSlot }
  | { kind: 'staff-cancelled'; slot: string; reference: string }
  | { kind: 'staff-topped-up'; driver: string; amountMinor: number; balanceMinor: number }
  | { kind: 'staff-driver-unknown'; phone: string; isSeveral: boolean }
  | { kind: 'staff-amount-refused' }
  | { kind: 'staff-refused'; code: ErrorCode }
  // Alerts, and the answers to them.
  | { kind: 'staff-alerts'; isOn: boolean }
  | { kind: 'staff-alert-cars'; lotName: string; cars: { slot: string; since: number }[] }
  | { kind: 'staff-alert-controllers'; lotName: string; controllers: string[] }
  | { kind: 'staff-alert-rollout'; lotName: string; controller: string }
  | { kind: 'staff-alert-dispute'; number: string; driver: string; amountMinor: number; words: string }
  | { kind: 'staff-decided'; number: string; refundedMinor: number }
  | { kind: 'staff-seen'; slot: string }
  | { kind: 'staff-which-alert'; word: string; names: string[] }
  | { kind: 'staff-no-alert'; word: string };

export function isForStaff(reply: { kind: string }): reply is StaffReply {
  return reply.kind.startsWith('staff-');
}
