import { listOf } from '../../chat/choices.ts';
import { readDialogue } from '../../chat/dialogue/dialogue.ts';
import { interpret } from '../../chat/grammar.ts';
import { detectLanguage } from '../../chat/language.ts';
import { readOneLine } from '../../chat/one-line.ts';
import { isStaffText } from '../../chat/staff/staff-grammar.ts';
import { Batcher, type BatcherOptions } from '../batcher.ts';
import type { KnownNames } from '../lot-directory.ts';
import type { Clock } from '../ports/clock.ts';
import type { Conversation } from '../ports/entities.ts';
import type { SecondOpinion } from '../ports/second-opinion.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { type InboundMessage, senderOf, type TurnReply } from './inbound-message.ts';

export interface AskedTurnsDeps {
  readonly opinion: SecondOpinion;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly known: () => KnownNames;
}

/** The messages of one driver that are not answered yet. */
interface Line {
  /** When the last of them was answered, well or badly. */
  readonly settled: Promise<void>;
  /** One of them waits for an opinion, or behind one that does. */
  readonly isHeldUp: boolean;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Nobody needs more; whoever sends nonsense all day does not run up costs. */
const MOST_PER_HOUR = 30;

/**
 * Turns, before which a second opinion is asked of what the grammar does not understand. It is asked before the unit of
 * work begins, which awaits nothing outside the database; the turn itself decides whether the opinion counts. What is an
 * answer to a question of ours, such as a name, is not given to anybody; nor are words that a person answers.
 */
export class AskedTurns extends Batcher<InboundMessage, TurnReply> {
  private readonly deps: AskedTurnsDeps;
  private readonly lines = new Map<string, Line>();
  private hour = { since: 0, asked: new Map<string, number>() };

  constructor(options: BatcherOptions<InboundMessage, TurnReply>, deps: AskedTurnsDeps) {
    super(options);
    this.deps = deps;
  }

  override add(message: InboundMessage): Promise<TurnReply> {
    const sender = senderOf(message);
    const before = this.lines.get(sender);
    const isUnclear = this.isUnclear(message);
    // What stands before an unclear message may change what is being asked; what stands behind one keeps its place.
    const mustWait = before !== undefined && (isUnclear || before.isHeldUp);
    const enter = async () => super.add(isUnclear ? await this.withOpinion(message) : message);
    const answered = mustWait ? before.settled.then(enter) : isUnclear ? enter() : super.add(message);
    const settled = answered
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        if (this.lines.get(sender) === line) this.lines.delete(sender);
      });
    const line: Line = { settled, isHeldUp: isUnclear || mustWait };
    this.lines.set(sender, line);
    return answered;
  }

  override async idle(): Promise<void> {
    while (this.lines.size > 0) await Promise.all([...this.lines.values()].map(({ settled }) => settled));
    await super.idle();
  }

  /** Words that mean nothing to the grammar, in one line or as a command. */
  private isUnclear({ from, text, media = [], place, isFlood }: InboundMessage): boolean {
    if (isFlood || text === null || text.trim() === '' || media.length > 0 || place) return false;
    const known = this.deps.known();
    // A command of staff may name somebody's number or plate.
    if (from.isStaffNumber || isStaffText(text, known.lots)) return false;
    if (interpret(text, known).kind !== 'unknown') return false;
    return readOneLine(text, known, Math.floor(this.deps.clock.now() / DAY), []) === null;
  }

  private async withOpinion(message: InboundMessage): Promise<InboundMessage> {
    const { opinion } = this.deps;
    const text = message.text ?? '';
    // Where the database fails here it will fail in the turn too, which says so.
    const look = await this.look(message).catch(() => null);
    if (look === null || !this.mayAsk(senderOf(message))) return message;
    const command = await opinion.ask(text, detectLanguage(text) ?? look.locale);
    return command === null ? message : { ...message, opinion: command };
  }

  /** Null where nobody outside may see the message. */
  private look({ from, externalId }: InboundMessage): Promise<{ locale: string | null } | null> {
    return this.deps.unitOfWork.read(async (look) => {
      const { channel, alsoKnownAs } = from;
      const other = alsoKnownAs ? () => look.drivers.byIdentity({ channel, userId: alsoKnownAs }) : () => null;
      const driver = (await look.drivers.byIdentity(from)) ?? (await other());
      if (!driver) return { locale: null };
      if (driver.blockedAt !== null || driver.handoverId !== null) return null;
      const [conversations, replies] = await Promise.all([
        look.conversations.ofDrivers([driver.id]),
        look.messages.repliesTo(from.transport, [externalId]),
      ]);
      const isRepeated = replies.size > 0;
      const isAnswer = conversations.some((one) => one.expiresAt > this.deps.clock.now() && waitsForWords(one));
      return isRepeated || isAnswer ? null : { locale: driver.locale };
    });
  }

  private mayAsk(sender: string): boolean {
    const now = this.deps.clock.now();
    if (Math.abs(now - this.hour.since) >= HOUR) this.hour = { since: now, asked: new Map() };
    const asked = this.hour.asked.get(sender) ?? 0;
    this.hour.asked.set(sender, asked + 1);
    return asked < MOST_PER_HOUR;
  }
}

/** Whether something is being asked that words may answer; a list is answered by a number. */
function waitsForWords({ pending, dialogue }: Conversation): boolean {
  const asked = readDialogue(dialogue);
  return (asked !== null && asked.kind !== 'lots') || (pending !== null && listOf(pending) === null);
}
