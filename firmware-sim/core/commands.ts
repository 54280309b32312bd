/** Commands from the server: PROTOCOL.md, "Commands". */
import { setConfigArgs } from '../../shared/mqtt/payloads.ts';
import { announce } from './announce.ts';
import { reportLeds } from './led.ts';
import { change, changeFlash, respond, restartCleanly, type Turn } from './turn.ts';
import type { ReceivedCommand } from './types.ts';
import { update } from './update.ts';

export const IDENTIFY_MS = 30_000;

/**
 * Carries out a command once. A repeat of one lately answered gets the same answer and no second effect, because QoS 1
 * may deliver it twice.
 */
export function obey(turn: Turn, command: ReceivedCommand, retained: boolean): void {
  const before = turn.running.answered.find((answer) => answer.commandId === command.commandId);
  const objection = objectionTo(turn, command, retained);
  if (before) respond(turn, before);
  else if (objection !== undefined) reject(turn, command, objection);
  else perform(turn, command);
}

/** What came with later firmware. */
const NEWER: ReadonlySet<string> = new Set(['set-config', 'update']);

function perform(turn: Turn, command: ReceivedCommand): void {
  switch (turn.setup.isOld && NEWER.has(command.name) ? 'unknown' : command.name) {
    case 'identify':
      identify(turn, command);
      break;
    case 'restart':
      restart(turn, command);
      break;
    case 'resync':
      announce(turn);
      respond(turn, { commandId: command.commandId, status: 'done' });
      break;
    case 'set-config':
      setConfig(turn, command);
      break;
    case 'update':
      update(turn, command);
      break;
    default:
      reject(turn, command, `unknown command ${command.name.slice(0, 64)}`);
  }
}

/** Why it must not be carried out. Without the server's time nobody can tell whether it is late, so it is refused. */
function objectionTo(turn: Turn, command: ReceivedCommand, retained: boolean): string | undefined {
  if (retained) return 'a command is never retained';
  const expiresMs = Date.parse(command.expiresAt);
  if (Number.isNaN(expiresMs)) return 'expiresAt is not a time';
  const { serverTime } = turn.running;
  if (!serverTime) return 'the time is not known: no welcome since boot';
  const nowMs = serverTime.timeMs + (turn.now - serverTime.uptimeMs);
  return expiresMs <= nowMs ? 'expired' : undefined;
}

function reject(turn: Turn, { commandId }: ReceivedCommand, detail: string): void {
  respond(turn, { commandId, status: 'rejected', detail });
}

/** Blinks the named slot, or every slot of the board when none is named. */
function identify(turn: Turn, command: ReceivedCommand): void {
  const named = command.args['slot'];
  if (named !== undefined && !turn.setup.slots.some((slot) => slot === named)) {
    reject(turn, command, 'slot not served by this controller');
    return;
  }
  const slots = named === undefined ? turn.setup.slots : [String(named)];
  const entry = { commandId: command.commandId, slots, untilMs: turn.now + IDENTIFY_MS };
  change(turn, { identifying: [...turn.running.identifying, entry] });
  respond(turn, { commandId: command.commandId, status: 'accepted' });
  reportLeds(turn, slots);
}

/** Ends what has blinked for 30 s. */
export function endIdentifying(turn: Turn): void {
  const ended = turn.running.identifying.filter((each) => each.untilMs <= turn.now);
  if (ended.length === 0) return;
  change(turn, { identifying: turn.running.identifying.filter((each) => each.untilMs > turn.now) });
  reportLeds(turn, [...new Set(ended.flatMap((each) => each.slots))]);
  for (const { commandId } of ended) respond(turn, { commandId, status: 'done' });
}

/** Says goodbye like any clean shutdown; the next boot answers `done`. */
function restart(turn: Turn, { commandId }: ReceivedCommand): void {
  changeFlash(turn, { owed: [...turn.flash.owed, { commandId, status: 'done' }] });
  respond(turn, { commandId, status: 'accepted' });
  restartCleanly(turn);
}

/** Thresholds are kept in flash, so that a board that reboots does not fall back. */
function setConfig(turn: Turn, command: ReceivedCommand): void {
  const parsed = setConfigArgs.safeParse(command.args);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    reject(turn, command, `${issue?.path.join('.') ?? 'args'}: ${issue?.message ?? 'invalid'}`.slice(0, 256));
    return;
  }
  const given = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined));
  changeFlash(turn, { config: { ...turn.flash.config, ...given } });
  const soonest = turn.now + turn.flash.config.telemetryS * 1000;
  change(turn, { telemetryAtMs: Math.min(turn.running.telemetryAtMs, soonest) });
  respond(turn, { commandId: command.commandId, status: 'done' });
}
