/** Updates of the firmware: PROTOCOL.md, "Commands". Fetching is an effect; what came of it is an event. */
import type { ResponsePayload } from '../../shared/mqtt/payloads.ts';
import { change, changeFlash, respond, restartCleanly, type Turn } from './turn.ts';
import type { CoreState, ReceivedCommand } from './types.ts';

const URL_MOST = 512;
const VERSION_MOST = 63;

/** Begins to fetch the image, or says why not. */
export function update(turn: Turn, { commandId, args }: ReceivedCommand): void {
  const { url, sha256, version } = args;
  const reject = (detail: string): void => respond(turn, { commandId, status: 'rejected', detail });
  if (typeof url !== 'string' || url.length > URL_MOST || !/^https?:\/\//.test(url)) {
    reject('url: no address of an image');
  } else if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/i.test(sha256)) {
    reject('sha256: not 64 hexadecimal digits');
  } else if (typeof version !== 'string' || version === '' || version.length > VERSION_MOST) {
    reject('version: missing or too long');
  } else if (turn.running.updating) {
    reject('another update is going on');
  } else {
    const updating = { commandId, url, sha256: sha256.toLowerCase(), version };
    change(turn, { updating });
    turn.effects.push({ type: 'fetch', update: updating });
    respond(turn, { commandId, status: 'accepted' });
  }
}

/** The image is stored, or there is a reason why not. The next boot tries it. */
export function fetched(turn: Turn, commandId: string, failure: string | undefined): void {
  const { updating } = turn.running;
  if (updating?.commandId !== commandId) return;
  if (failure !== undefined) {
    change(turn, { updating: undefined });
    respond(turn, { commandId, status: 'rejected', detail: failure });
    return;
  }
  changeFlash(turn, { trial: { commandId, version: updating.version } });
  restartCleanly(turn);
}

/** What a boot makes of an image that was stored before it: it runs, or the old firmware runs again. */
export function bootImage(turn: Turn, starts: boolean): void {
  const { trial, ...flash } = turn.flash;
  if (!trial) return;
  const { commandId, version } = trial;
  const answer: ResponsePayload = starts
    ? { commandId, status: 'done' }
    : { commandId, status: 'rejected', detail: OLD_RUNS };
  turn.flash = { ...flash, ...(starts ? { fw: version } : {}), owed: [...flash.owed, answer] };
}

const OLD_RUNS = 'the old firmware runs again';

/** What the board runs: what it was delivered with, until it was updated. */
export const firmwareOf = ({ setup, flash }: Pick<CoreState, 'setup' | 'flash'>): string => flash.fw ?? setup.fw;
