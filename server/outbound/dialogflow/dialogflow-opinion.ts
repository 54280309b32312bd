import { randomUUID } from 'node:crypto';
import type { protos, SessionsClient } from '@google-cloud/dialogflow-cx';
import type { Clock } from '../../app/ports/clock.ts';
import type { Log } from '../../app/ports/log.ts';
import type { Meter } from '../../app/ports/meter.ts';
import type { OpinionOutcome, SecondOpinion } from '../../app/ports/second-opinion.ts';
import { Breaker, REST_MS } from './breaker.ts';
import { commandOf } from './commands.ts';

export interface DialogflowOptions {
  readonly projectId: string;
  readonly location: string;
  readonly agentId: string;
  /** The key file of a service account. */
  readonly keyFile: string;
  /** Another address than Google's; null for Google's. */
  readonly apiUrl: string | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

type Match = protos.google.cloud.dialogflow.cx.v3.IMatch;
interface Answer {
  readonly outcome: OpinionOutcome;
  readonly command: string | null;
}

/** A driver waits for the answer: longer than this is too long. */
export const PATIENCE_MS = 1500;
/** Below this the answer is a guess. */
export const LEAST_CONFIDENCE = 0.6;
/** Dialogflow takes no longer text. */
const LONGEST_TEXT = 256;
/** So many questions may be open at once. */
const MOST_AT_ONCE = 16;
/** The languages of the agent; other texts are asked about in the first. */
const LANGUAGES = ['en', 'hi'];

class TooSlow extends Error {
  readonly code = 'timeout';
}

/** Asks an agent of Dialogflow CX, over REST, what a text may mean. */
export class DialogflowOpinion implements SecondOpinion {
  private readonly options: DialogflowOptions;
  private readonly breaker = new Breaker();
  private client: Promise<SessionsClient> | null = null;
  private open = 0;

  constructor(options: DialogflowOptions) {
    this.options = options;
  }

  /** Loads the library beforehand, so that the first driver who asks need not wait for it. */
  start(): void {
    this.connect().catch((error) => this.options.log.warn({ code: codeOf(error) }, 'Dialogflow is not ready'));
  }

  async stop(): Promise<void> {
    const client = await this.client?.catch(() => null);
    await client?.close();
  }

  async ask(text: string, language: string | null): Promise<string | null> {
    const { outcome, command } = await this.answer(text, language);
    this.options.meter.secondOpinion(outcome);
    return command;
  }

  private async answer(text: string, language: string | null): Promise<Answer> {
    if (text.length > LONGEST_TEXT) return { outcome: 'none', command: null };
    if (this.open >= MOST_AT_ONCE) return { outcome: 'busy', command: null };
    if (!this.breaker.allows(this.options.clock.now())) return { outcome: 'resting', command: null };
    this.open++;
    try {
      const match = await inTime(this.detect(text, language));
      this.breaker.succeeded();
      return read(match);
    } catch (error) {
      return { outcome: this.failed(error), command: null };
    } finally {
      this.open--;
    }
  }

  /** Neither the text nor whose it is stands in the log. */
  private failed(error: unknown): OpinionOutcome {
    const { clock, log } = this.options;
    const outcome = error instanceof TooSlow ? 'slow' : 'failed';
    log.warn({ outcome, code: codeOf(error) }, 'Dialogflow gave no second opinion');
    if (this.breaker.failed(clock.now())) log.warn({ seconds: REST_MS / 1000 }, 'Dialogflow is not asked for a while');
    return outcome;
  }

  private async detect(text: string, language: string | null): Promise<Match | null> {
    const client = await this.connect();
    const { projectId, location, agentId } = this.options;
    // A session of its own for each text: nothing ties one to another, or to a driver, and none is read in another's light.
    const session = client.projectLocationAgentSessionPath(projectId, location, agentId, randomUUID());
    const languageCode = LANGUAGES.includes(language ?? '') ? language : LANGUAGES[0];
    const request = { session, queryInput: { text: { text }, languageCode: languageCode ?? null } };
    // Nothing is tried twice: a driver waits.
    const [response] = await client.detectIntent(request, { retry: { retryCodes: [] }, timeout: PATIENCE_MS });
    return response.queryResult?.match ?? null;
  }

  private connect(): Promise<SessionsClient> {
    this.client ??= this.load().catch((error) => {
      // Tried again with the next question.
      this.client = null;
      throw error;
    });
    return this.client;
  }

  /** The one client that is needed: the package's main file loads all of them, in twice the memory. */
  private async load(): Promise<SessionsClient> {
    const { SessionsClient } = await import('@google-cloud/dialogflow-cx/build/src/v3/sessions_client.js');
    const { projectId, keyFile, location, apiUrl } = this.options;
    const base = new URL(apiUrl ?? `https://${location === 'global' ? '' : `${location}-`}dialogflow.googleapis.com`);
    const client: SessionsClient = new SessionsClient({
      // REST over HTTP/1.1: a question now and then needs no channel that is kept open.
      fallback: true,
      apiEndpoint: base.hostname,
      port: Number(base.port || (base.protocol === 'http:' ? 80 : 443)),
      protocol: base.protocol.replace(':', ''),
      // Everything is said: the library looks neither for another key nor for a server that knows where it runs.
      keyFilename: keyFile,
      projectId,
      universeDomain: 'googleapis.com',
      scopes: ['https://www.googleapis.com/auth/dialogflow'],
      // Ends the request that nobody waits for any more.
      clientOptions: { transporterOptions: { timeout: PATIENCE_MS + 500 } },
    });
    await client.initialize();
    return client;
  }
}

async function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow('no answer in time')), PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function read(match: Match | null): Answer {
  const intent = match?.intent?.displayName;
  if (!match || !intent || match.matchType !== 'INTENT') return { outcome: 'none', command: null };
  if (!((match.confidence ?? 0) >= LEAST_CONFIDENCE)) return { outcome: 'unsure', command: null };
  const values = Object.entries(match.parameters?.fields ?? {}).map(([name, value]) => [name, value.stringValue ?? '']);
  const command = commandOf(intent, Object.fromEntries(values));
  return command === null ? { outcome: 'none', command } : { outcome: 'understood', command };
}

/** A code or the name of an error; its words may tell what was asked. */
function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(code ?? name ?? 'unknown');
}
