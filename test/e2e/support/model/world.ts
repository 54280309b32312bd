import { openBooks } from '../../../../server/db/books.ts';
import { Site } from '../../../support/parkwire.ts';
import { type Form, messageForm, wordsOf } from '../../../support/webhooks.ts';
import { ModelBoard } from './board.ts';
import { type Facts, readFacts } from './facts.ts';
import { LOT, PHONES, SLOTS, type Span, tariffOf } from './rules.ts';

export const FIRST_RATE = 200;

/** A message as the provider keeps it, with what it was answered. */
interface Said {
  readonly form: Form;
  /** null where the words come in a message of their own, because the first answer could not be written. */
  readonly words: string | null;
}

/**
 * A whole Parkwire under the model's hands: three drivers, three slots, one board; and what the model knows of them without
 * asking: what was put in, what was given back, what was said, who lied.
 */
export class World {
  readonly site: Site;
  readonly board: ModelBoard;
  /** Read by the audit, beside the server. */
  readonly books: Awaited<ReturnType<typeof openBooks>>;
  readonly driverIds: string[] = [];
  readonly said: Said[] = [];
  readonly topUps = new Map<string, number>();
  readonly writtenOff = new Map<string, number>();
  /** What stands given back of a stay's charge, and of a booking's fee. */
  readonly stayRefunds = new Map<string, number>();
  readonly feeRefunds = new Map<string, number>();
  readonly givenBackByRule = new Set<string>();
  /** How often each booking ended as a no-show. */
  readonly missed = new Map<string, number>();
  readonly rates: { from: number; rate: number }[] = [];
  /** When people said something about a slot, and what of it was not so. */
  readonly lies = new Map<string, number[]>(SLOTS.map((slot) => [slot, []]));
  /** Stretches in which what the board says cannot tell everything about a slot. */
  readonly disturbances = new Map<string, Span[]>(SLOTS.map((slot) => [slot, []]));
  readonly outOfService = new Set<string>();
  /** Cars that came where they were waited for, while the board kept it to itself. */
  readonly keptArrivals: { readonly slot: string; readonly at: number; readonly bookingId: string }[] = [];
  before!: Facts;
  now!: Facts;

  private constructor(site: Site, board: ModelBoard, books: World['books']) {
    this.site = site;
    this.board = board;
    this.books = books;
  }

  static async start(): Promise<World> {
    const site = await Site.start({ compose: { first: { slots: [...SLOTS] } } });
    try {
      await site.api.patch('/api/lots/main', { ...LOT, tariff: tariffOf(FIRST_RATE) });
      const world = new World(site, await ModelBoard.start(site), await openBooks(site.databaseUrl));
      world.rates.push({ from: 0, rate: FIRST_RATE });
      for (const phone of PHONES) {
        await world.text(phone, 'hi');
        world.driverIds.push((await site.driver(phone)).id);
      }
      world.now = await readFacts(site);
      world.before = world.now;
      return world;
    } catch (error) {
      await site.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.books.close();
    await this.site.stop();
  }

  rateAt(at: number): number {
    return this.rates.findLast(({ from }) => from <= at)?.rate ?? FIRST_RATE;
  }

  /** What a driver texts and is answered, remembered so that the provider can bring it again. */
  async text(phone: string, body: string): Promise<string> {
    const form = messageForm(phone, body);
    const words = await this.post(form);
    if (words === null) throw new Error(`${body} was not answered`);
    this.said.push({ form, words });
    return words;
  }

  async post(form: Form): Promise<string | null> {
    const { status, text } = await this.site.webhook(form);
    if (status !== 200) throw new Error(`the webhook answered ${status}: ${text}`);
    return text.includes('<Message') ? wordsOf(text) : null;
  }

  disturb(slot: string, from: number, to: number): void {
    this.disturbances.get(slot)?.push({ from, to });
  }

  /** Reads again what there is; answers it. */
  async look(): Promise<Facts> {
    // Freed slots are offered to those who wait as soon as they are free: here they have been.
    await this.site.parkwire.jobs.offer();
    this.before = this.now;
    this.now = await readFacts(this.site);
    this.followBookings();
    this.followStays();
    this.followDisputes();
    return this.now;
  }

  private followBookings(): void {
    for (const { id, endReason } of this.now.bookings) {
      const was = this.before.bookings.find((booking) => booking.id === id);
      if (endReason === 'no-show' && was?.endReason !== 'no-show') this.missed.set(id, (this.missed.get(id) ?? 0) + 1);
      // What was asked for it goes back as a whole.
      if (endReason !== 'no-show' && was?.endReason === 'no-show') this.feeRefunds.delete(id);
    }
  }

  private followStays(): void {
    for (const stay of this.now.stays) {
      const { id, driverId, to, chargedMinor } = stay;
      const was = this.before.stays.find((each) => each.id === id);
      if (!was) continue;
      // Money that was given back of a charge goes with the charge.
      if (was.driverId !== driverId) this.stayRefunds.delete(id);
      // A bill that was decided on is only replaced by one of less than the driver still pays, with nothing given back of it.
      const paid = (was.chargedMinor ?? 0) - (this.stayRefunds.get(id) ?? 0);
      const isReplaced = was.to !== null && to !== null && (chargedMinor ?? 0) < paid;
      if (isReplaced && isDecided(this.before, id)) this.stayRefunds.delete(id);
    }
  }

  private followDisputes(): void {
    for (const { id, sessionId, refundedMinor } of this.now.disputes) {
      const before = this.before.disputes.find((dispute) => dispute.id === id)?.refundedMinor ?? 0;
      this.stayRefunds.set(sessionId, (this.stayRefunds.get(sessionId) ?? 0) + refundedMinor - before);
    }
  }
}

/** Whether a bill was disputed and given back, in part or whole: it stands as it was decided on. */
export function isDecided({ disputes }: Facts, sessionId: string): boolean {
  return disputes.some((dispute) => dispute.sessionId === sessionId && dispute.state === 'refunded');
}
