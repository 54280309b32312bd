import { randomBytes } from 'node:crypto';
import type { LedState } from '../../shared/led.ts';
import type { Hands } from './hands.ts';
import type { OwnBroker } from './own-broker.ts';
import type { Finding, Rule } from './rules.ts';
import type { Heard, Wire } from './wire.ts';

/** A rule that was broken, in a sentence with what was seen. */
export class Broken extends Error {}

/** A rule that cannot be tried here, in a sentence. */
export class Untried extends Error {}

export interface BenchOptions {
  readonly wire: Wire;
  readonly hands: Hands;
  readonly lot: string;
  readonly controller: string;
  /** The kit's own; null where it is another's, which does not tell how a board connects. */
  readonly broker: OwnBroker | null;
  readonly onFinding: (finding: Finding) => void;
}

/** How long a board may take for what it does at once. */
export const SOON_MS = 5000;
/** A broker finds a dead connection after one and a half keep-alives; that of a program that was ended, at once. */
const LOST_WITHIN_MS = { quick: 10_000, byHand: 95_000 };
const BOOTS_WITHIN_MS = { quick: 20_000, byHand: 60_000 };

/** One board on the bench: the server's side, and what was found so far. */
export class Bench {
  readonly wire: Wire;
  readonly hands: Hands;
  readonly broker: OwnBroker | null;
  readonly lot: string;
  readonly controller: string;
  readonly findings: Finding[] = [];
  /** Whether events are acknowledged as they come. */
  isAcking = false;
  slots: readonly string[] = [];
  bootId = '';
  /** Every acknowledgement that was given, and when. */
  readonly ackLog: { readonly bootId: string; readonly seq: number; readonly at: number }[] = [];
  readonly desired = new Map<string, LedState>();
  private readonly onFinding: BenchOptions['onFinding'];
  private rev = Math.floor(Date.now() / 1000);

  constructor(options: BenchOptions) {
    const { wire, hands, broker, lot, controller, onFinding } = options;
    this.wire = wire;
    this.hands = hands;
    this.broker = broker;
    this.lot = lot;
    this.controller = controller;
    this.onFinding = onFinding;
    wire.on((heard) => void this.answer(heard));
  }

  get lostWithinMs(): number {
    return LOST_WITHIN_MS[this.hands.areQuick ? 'quick' : 'byHand'];
  }

  get bootsWithinMs(): number {
    return BOOTS_WITHIN_MS[this.hands.areQuick ? 'quick' : 'byHand'];
  }

  /** Tries a rule; what goes wrong in it is its finding and ends nothing else. */
  async rule(rule: Rule, attempt: () => Promise<void> | void): Promise<boolean> {
    try {
      await attempt();
      this.found(rule, 'passed');
      return true;
    } catch (error) {
      if (error instanceof Untried) this.found(rule, 'skipped', error.message);
      else if (error instanceof Broken) this.found(rule, 'failed', error.message);
      else throw error;
      return false;
    }
  }

  found(rule: Rule, outcome: Finding['outcome'], why = ''): void {
    const finding = { rule, outcome, why };
    this.findings.push(finding);
    this.onFinding(finding);
  }

  /** A message that must come. */
  async must(what: string, fits: (heard: Heard) => boolean, withinMs: number, since: number): Promise<Heard> {
    const heard = await this.wire.next(fits, withinMs, since);
    if (heard) return heard;
    const instead = this.wire.heard.slice(since).slice(-4).map(shown).join('; ');
    throw new Broken(`no ${what} within ${withinMs / 1000} s${instead ? `; instead came ${instead}` : ''}`);
  }

  event(what: string, fits: (body: Heard['body']) => boolean, withinMs: number, since: number): Promise<Heard> {
    return this.must(what, ({ leaf, body }) => leaf === 'event' && fits(body), withinMs, since);
  }

  get mark(): number {
    return this.wire.heard.length;
  }

  /** Every event so far, each sending. */
  get events(): readonly Heard[] {
    return this.wire.heard.filter(({ leaf }) => leaf === 'event');
  }

  async ack(bootId = this.bootId, seq = this.highest(bootId)): Promise<void> {
    if (seq < 1) return;
    this.ackLog.push({ bootId, seq, at: performance.now() });
    await this.wire.say('ack', { bootId, seq });
  }

  /** Acknowledges all that is there, of every boot. */
  async ackAll(): Promise<void> {
    this.isAcking = true;
    for (const bootId of new Set(this.events.map(({ body }) => String(body['bootId'])))) await this.ack(bootId);
  }

  async show(slot: string, color: LedState['color'], pattern: LedState['pattern'] = 'solid'): Promise<LedState> {
    this.rev += 1;
    const led = { color, pattern, rev: this.rev };
    this.desired.set(slot, led);
    // Fields that nobody knows are to be ignored.
    await this.wire.say(`slot/${slot}/led/desired`, { ...led, mood: 'good' }, true);
    return led;
  }

  /** Gives a command, good for a minute unless told otherwise; answers its id. */
  async command(
    name: string,
    args: object = {},
    { forMs = 60_000, commandId = randomBytes(8).toString('hex') } = {},
  ): Promise<string> {
    await this.wire.say('command', { commandId, name, args, expiresAt: new Date(Date.now() + forMs).toISOString() });
    return commandId;
  }

  /** What a board retains, and says again when it is asked to. */
  get retainedLeaves(): string[] {
    return ['status', ...this.slots.flatMap((slot) => [`slot/${slot}/occupancy`, `slot/${slot}/led/reported`])];
  }

  /** Awaits that a light is reported to look so. */
  async lit(slot: string, look: Partial<LedState>, since: number): Promise<void> {
    const leaf = `slot/${slot}/led/reported`;
    const wanted = Object.entries(look);
    const what = `${leaf} of ${wanted.map(([name, value]) => `${name} ${value}`).join(', ')}`;
    const looksSo = ({ body }: Heard) => wanted.every(([name, value]) => body[name] === value);
    await this.must(what, (heard) => heard.leaf === leaf && !heard.wasRetained && looksSo(heard), SOON_MS, since);
  }

  response(commandId: string, status: string, withinMs: number, since: number): Promise<Heard> {
    const is = ({ leaf, body }: Heard) =>
      leaf === 'response' && body['commandId'] === commandId && body['status'] === status;
    return this.must(`“${status}” to command ${commandId}`, is, withinMs, since);
  }

  async refuses(name: string, args: object = {}, options: { forMs?: number } = {}): Promise<void> {
    const since = this.mark;
    const commandId = await this.command(name, args, options);
    const heard = await this.must(
      `answer to ${name}`,
      ({ leaf, body }) => leaf === 'response' && body['commandId'] === commandId,
      SOON_MS,
      since,
    );
    if (heard.body['status'] !== 'rejected')
      throw new Broken(`${name} ${JSON.stringify(args)} was ${heard.body['status']}`);
  }

  async does(name: string, args: object = {}, withinMs = SOON_MS): Promise<void> {
    const since = this.mark;
    await this.response(await this.command(name, args), 'done', withinMs, since);
  }

  /** Awaits that the board is online with another boot. */
  async birth(since: number): Promise<void> {
    const before = this.bootId;
    const heard = await this.must('word that the board is online', isBirth, this.bootsWithinMs, since);
    if (heard.body['bootId'] === before) throw new Broken(`the boot id is again ${before}`);
    this.knows(heard);
  }

  /** Takes a birth for the present boot; answers whether there is anything to go on with. */
  knows({ body }: Heard): boolean {
    const { bootId, slots } = body;
    if (typeof bootId !== 'string' || !Array.isArray(slots)) return false;
    this.bootId = bootId;
    this.slots = slots.map(String);
    return true;
  }

  private highest(bootId: string): number {
    return Math.max(
      0,
      ...this.events.filter(({ body }) => body['bootId'] === bootId).map(({ body }) => Number(body['seq']) || 0),
    );
  }

  /** What a server answers by itself. */
  private async answer({ leaf, body, wasRetained }: Heard): Promise<void> {
    if (leaf === 'event' && this.isAcking) await this.ack(String(body['bootId']), Number(body['seq']) || 0);
    if (leaf !== 'status' || body['status'] !== 'online' || wasRetained) return;
    const { bootId } = body;
    const ackSeq = Math.max(0, ...this.ackLog.filter((ack) => ack.bootId === bootId).map(({ seq }) => seq));
    await this.wire.say('welcome', { bootId, serverTime: new Date().toISOString(), ackSeq });
    for (const [slot, led] of this.desired) await this.wire.say(`slot/${slot}/led/desired`, led, true);
  }
}

export const shown = ({ leaf, payload }: Heard): string => `${leaf} ${payload.toString('utf8').slice(0, 160)}`;

export const isBirth = ({ leaf, body, wasRetained }: Heard): boolean =>
  leaf === 'status' && body['status'] === 'online' && !wasRetained;
