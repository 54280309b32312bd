import type { Booking } from '../../domain/booking.ts';
import type { Interval } from '../../domain/interval.ts';
import type { Lot, LotSettings } from '../../domain/lot.ts';
import type { ParkingSession } from '../../domain/parking-session.ts';
import type { Tariff } from '../../domain/tariff.ts';
import type { CaseRepository } from './case-repository.ts';
import type { ChannelRepository } from './channel-repository.ts';
import type { CommandRepository, ControllerEventRepository } from './controller-care.ts';
import type { DriverRepository } from './driver-repository.ts';
import type { Boot, Controller, Conversation, Observation, Slot } from './entities.ts';
import type { ErasureRepository } from './erasure-repository.ts';
import type { DisputeRepository, EvidenceRepository } from './evidence-repositories.ts';
import type { BookingLineRepository, ExportRepository } from './export-repository.ts';
import type { FirmwareRepository, RolloutRepository } from './firmware-repository.ts';
import type { HandoverRepository } from './handover-repository.ts';
import type { LedgerRepository } from './ledger-repository.ts';
import type { LookUpRepository } from './look-up-repository.ts';
import type { MessageLogRepository } from './message-log-repository.ts';
import type { MessageRepository } from './message-repository.ts';
import type { PlanRepository } from './plan-repository.ts';
import type { ReminderRepository, TemplateRepository, WaitingRepository } from './reminding.ts';
import type { ReportRepository } from './report-repository.ts';
import type { StaffAlertRepository, StaffPhoneRepository } from './staff-phone-repository.ts';
import type { AuditLogRepository, LoginTryRepository, StaffRepository } from './staff-repository.ts';
import type { StoredTransfer } from './stored-transfer.ts';
import type { CreditRepository, StayWatchRepository, TopUpRepository, WalletRepository } from './wallet-repository.ts';

/**
 * What use-cases ask of the storage. `save…` and `add…` are collected and written together; a later read sees them.
 * Methods named `lock…` hold their rows until the unit ends wherever several writers exist.
 */
export interface Repositories {
  readonly lots: LotRepository;
  readonly slots: SlotRepository;
  readonly controllers: ControllerRepository;
  readonly controllerEvents: ControllerEventRepository;
  readonly commands: CommandRepository;
  readonly observations: ObservationRepository;
  readonly sessions: SessionRepository;
  readonly bookings: BookingRepository;
  readonly drivers: DriverRepository;
  readonly ledger: LedgerRepository;
  readonly wallets: WalletRepository;
  readonly credit: CreditRepository;
  readonly topUps: TopUpRepository;
  readonly stayWatch: StayWatchRepository;
  readonly messages: MessageRepository;
  readonly conversations: ConversationRepository;
  readonly staff: StaffRepository;
  readonly auditLog: AuditLogRepository;
  readonly loginTries: LoginTryRepository;
  readonly leases: LeaseRepository;
  readonly waiting: WaitingRepository;
  readonly reminders: ReminderRepository;
  readonly templates: TemplateRepository;
  readonly evidence: EvidenceRepository;
  readonly disputes: DisputeRepository;
  readonly cases: CaseRepository;
  readonly channels: ChannelRepository;
  readonly handovers: HandoverRepository;
  readonly staffPhones: StaffPhoneRepository;
  readonly staffAlerts: StaffAlertRepository;
  readonly messageLog: MessageLogRepository;
  readonly lookUp: LookUpRepository;
  readonly exports: ExportRepository;
  readonly bookingLines: BookingLineRepository;
  readonly erasures: ErasureRepository;
  readonly reports: ReportRepository;
  readonly plans: PlanRepository;
  readonly firmware: FirmwareRepository;
  readonly rollouts: RolloutRepository;
}

export interface LotRepository {
  /** Every lot that is not retired. */
  all(): Promise<Lot[]>;
  byCode(code: string): Promise<Lot | null>;
  lockByCode(code: string): Promise<Lot | null>;
  add(lot: Lot, createdAt: number): void;
  saveSettings(lot: {
    id: string;
    name: string;
    timeZone: string;
    currency: string;
    settings: LotSettings;
    version: number;
  }): Promise<void>;
  hasMovedMoney(lotId: string): Promise<boolean>;
  /** Whether a slot of the lot has a live booking, or a stay, open or ended. */
  hasStays(lotId: string): Promise<boolean>;
  operatorId(): Promise<string | null>;
  addOperator(id: string, code: string, name: string): Promise<void>;
  /** When the operator's first set-up was done or left out, ms; null while it waits. */
  setUpAt(): Promise<number | null>;
  /** Answers false where that was so already. */
  finishSetUp(now: number): Promise<boolean>;
  /** Every version of every lot's tariff, the one that takes effect last first. */
  tariffs(): Promise<Tariff[]>;
  addTariff(tariff: Tariff): void;
  /** It prices nothing from now on. */
  withdrawTariff(id: string): Promise<void>;
  /**
   * Takes the amount from the lot's guest-credit budget if it still holds that much and not
   * too many came within this hour of the clock; otherwise answers false, and counts those who came too fast.
   */
  spendGuestBudget(
    lotId: string,
    amountMinor: number,
    budgetMinor: number,
    pace?: { perHour: number; now: number },
  ): Promise<boolean>;
}

export interface SlotRepository {
  inLot(lotId: string): Promise<Slot[]>;
  byIds(ids: readonly string[]): Promise<Slot[]>;
  /** In the order of their ids, so that two units never wait for each other. */
  lockByIds(ids: readonly string[]): Promise<Slot[]>;
  lockByCodes(keys: readonly { lotId: string; code: string }[]): Promise<Slot[]>;
  add(slot: Slot): void;
  save(slot: Slot): void;
  /** Slots that are no more; what they stand for in the past stays. Out of service too, so that whoever has one from before its end takes nothing there. */
  retire(ids: readonly string[], at: number): Promise<void>;
  /** Retired ones, which no other question here answers but by their ids. */
  retiredInLot(lotId: string): Promise<Slot[]>;
  /** Which of these were retired. */
  retiredOf(slotIds: readonly string[]): Promise<string[]>;
  /** They are still out of service, and as they were when they were retired. */
  bringBack(slotIds: readonly string[]): Promise<void>;
  /** Ids of the slots a controller serves. */
  servedBy(controllerIds: readonly string[]): Promise<string[]>;
  /** Which slot a controller served under a code at a moment. */
  assignments(controllerIds: readonly string[]): Promise<SlotAssignment[]>;
  assign(slotId: string, controllerId: string, at: number): Promise<void>;
  /** Nobody but staff serves the slot from then on. */
  unassign(slotId: string, at: number): Promise<void>;
  /** Slots that a controller serves no more, whose retained topics below its root are still there. */
  retainedLeft(limit: number): Promise<RetainedLeft[]>;
  markCleared(left: Pick<RetainedLeft, 'slotId' | 'controllerId'>): Promise<void>;
  /** Slots whose board has shown another revision than the desired one since before the moment, while it is online. */
  drifting(changedBefore: number): Promise<Slot[]>;
  /** Slots whose car's booking is over, which the slot does not say yet. */
  overstayingUnnoted(now: number): Promise<string[]>;
  /** Of every slot with a controller, which of its desired states is the newest. */
  ledRevisions(): Promise<{ slotId: string; controllerId: string; rev: number }[]>;
  /** Those of the slots that have a controller. */
  withControllers(slotIds: readonly string[]): Promise<{ slot: Slot; lotCode: string }[]>;
}

export interface SlotAssignment {
  readonly controllerId: string;
  readonly slotId: string;
  readonly code: string;
  readonly from: number;
  readonly to: number | null;
}

/** What a broker still keeps of a slot that a controller serves no more. */
export interface RetainedLeft {
  readonly slotId: string;
  readonly controllerId: string;
  readonly lotCode: string;
  readonly code: string;
}

export interface ControllerRepository {
  byId(id: string): Promise<Controller | null>;
  byIds(ids: readonly string[]): Promise<Controller[]>;
  lockByIds(ids: readonly string[]): Promise<Controller[]>;
  inLot(lotId: string): Promise<Controller[]>;
  add(controller: Controller, createdAt: number): void;
  save(controller: Controller): void;
  /** `next`: a second secret that counts too, and alone once it was used. */
  saveSecrets(id: string, secretHash: string, next: string | null): Promise<void>;
  /** The settings that the board has taken. */
  configOf(id: string): Promise<Readonly<Record<string, number>> | null>;
  saveConfig(id: string, config: Readonly<Record<string, number>>): Promise<void>;
  /** It is known no more, and its id is never given again. */
  retire(id: string, at: number): Promise<void>;
  isRetired(id: string): Promise<boolean>;
  /** Removed ones whose retained status is still there. */
  retiredUncleared(limit: number): Promise<{ id: string; lotCode: string }[]>;
  markCleared(id: string): Promise<void>;
  /** Online ones last heard before the moment. */
  silentSince(moment: number): Promise<Controller[]>;
  boots(keys: readonly { controllerId: string; bootId: string }[]): Promise<Boot[]>;
  /** Of the boots that were heard live by that moment, the one that came last. */
  bootPresentAt(controllerId: string, moment: number): Promise<Boot | null>;
  /** The latest event time over all boots of each controller. */
  lastOccurred(controllerIds: readonly string[]): Promise<Map<string, number>>;
  saveBoot(boot: Boot): void;
}

export interface ObservationRepository {
  /** What is stored of these boots behind what is acknowledged. */
  pending(boots: readonly { controllerId: string; bootId: string; ackedSeq: number }[]): Promise<Observation[]>;
  save(observation: Observation): void;
  addLost(loss: { controllerId: string; bootId: string; fromSeq: number; toSeq: number; noticedAt: number }): void;
  /** The latest observation of each slot before now, for bounds where no time is known. */
  latestAt(slotIds: readonly string[]): Promise<Map<string, number>>;
}

export interface SessionRepository {
  byIds(ids: readonly string[]): Promise<ParkingSession[]>;
  openOfDrivers(driverIds: readonly string[]): Promise<ParkingSession[]>;
  /** The stay the driver had to do with last: their own, or one they have said is not theirs. */
  latestOfDriver(driverId: string): Promise<ParkingSession | null>;
  /** For how many stays the driver got their money back since then because the car was not theirs. */
  billsDisowned(driverId: string, since: number): Promise<number>;
  save(session: ParkingSession): void;
  ofDriver(driverId: string, limit: number): Promise<(ParkingSession & { slotCode: string })[]>;
}

/** A booking with what lists show beside it. */
export interface ListedBooking extends Booking {
  readonly slotCode: string;
  readonly lotCode: string;
  /** What its stay was charged. */
  readonly chargedMinor: number | null;
  /** What was given back of that. */
  readonly refundedMinor: number;
  /** Its stay, the last one where there were several. */
  readonly sessionId: string | null;
  /** What giving it back or not using it cost, from the deposit and beyond it, less what was given back of that. */
  readonly feeMinor: number;
  /** `YYYY-MM-DD` in the lot. */
  readonly followUpDate: string | null;
  /** Whose it is; the number is the one they wrote from. */
  readonly driver: { readonly displayName: string; readonly phone: string | null; readonly plate: string | null };
}

export interface BookingRepository {
  byIds(ids: readonly string[]): Promise<Booking[]>;
  currentOfDrivers(driverIds: readonly string[]): Promise<Booking[]>;
  /** Current ones and those for later. */
  liveOfDrivers(driverIds: readonly string[]): Promise<Booking[]>;
  /** Those whose windows overlap the span. */
  liveOfSlots(slotIds: readonly string[], span: Interval): Promise<Booking[]>;
  /** Bookings for later that begin before a moment, the earliest first. */
  aheadBefore(moment: number, limit: number): Promise<Booking[]>;
  save(booking: Booking): void;
  /** Current reserved ones whose hold has run out on slots that are not silent, oldest first. */
  holdsOver(now: number, limit: number): Promise<Pick<Booking, 'id' | 'slotId'>[]>;
  /** When each identity's no-shows since a moment were, oldest first. */
  noShows(identityIds: readonly string[], since: number): Promise<Map<string, number[]>>;
  list(filter: BookingFilter): Promise<ListedBooking[]>;
}

export interface BookingFilter {
  readonly driverId?: string;
  readonly lotId?: string;
  readonly id?: string;
  readonly states?: readonly string[];
  readonly slot?: string;
  readonly drivers?: readonly string[];
  readonly reference?: string;
  /** Those that hold their slot at some time in it; they come in the order of their starts. */
  readonly span?: Interval;
  /** Only those made before this one, for the next page. */
  readonly before?: string;
  readonly limit: number;
}

export type { StoredTransfer };

export interface ConversationRepository {
  ofDrivers(driverIds: readonly string[]): Promise<Conversation[]>;
  save(conversation: Conversation): void;
  /** Deletes every conversation that has expired by then. */
  forget(now: number): Promise<void>;
}

export interface LeaseRepository {
  /** Takes or renews a lease; answers whether it is held. */
  take(name: string, holder: string, now: number, ms: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
}
