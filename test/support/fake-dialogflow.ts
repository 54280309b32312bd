import { createPublicKey, generateKeyPairSync, randomUUID, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** What a question looks like; nothing that is not listed is let through, so that nothing else leaves the house unseen. */
const question = z.strictObject({
  queryInput: z.strictObject({
    text: z.strictObject({ text: z.string().min(1).max(256) }),
    languageCode: z.enum(['en', 'hi']),
  }),
});

export interface Asked {
  readonly text: string;
  readonly languageCode: string;
  readonly session: string;
}

/** What the agent finds in a text. */
export interface Finding {
  readonly intent: string;
  readonly confidence?: number;
  readonly parameters?: Readonly<Record<string, string>>;
}

export type DialogflowBehaviour =
  | { readonly kind: 'fail'; readonly status: number; readonly error: string }
  /** Takes the question and never answers. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'cut' }
  /** Answers what Dialogflow does not: a page of a proxy, or JSON of another shape. */
  | { readonly kind: 'answer'; readonly status: number; readonly body: string };

const PROJECT = 'parkwire-test';
const LOCATION = 'asia-south1';
const AGENT = '7d2cf1a4-6a2b-4d0e-9a77-0c1f7d5f3e21';
const EMAIL = `parkwire@${PROJECT}.iam.gserviceaccount.com`;
const SCOPE = 'https://www.googleapis.com/auth/dialogflow';
/** Google's numbers for what kind of a match it is. */
const INTENT = 1;
const NO_MATCH = 4;

/** Dialogflow CX on loopback: takes questions in the published shape from whoever signs with the service account's key. */
export class FakeDialogflow {
  readonly asked: Asked[] = [];
  /** Requests that Dialogflow would refuse, with what is wrong. */
  readonly malformed: string[] = [];
  /** Whoever asked for a token: a service account signs its own. */
  tokens = 0;
  tries = 0;
  private readonly findings = new Map<string, Finding>();
  private readonly behaviours: DialogflowBehaviour[] = [];
  private readonly held: ServerResponse[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly key = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly folder = mkdtempSync(join(tmpdir(), 'parkwire-dialogflow-'));
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<FakeDialogflow> {
    // A server that runs has loaded it before anybody asks; here the first question would wait for it.
    await import('@google-cloud/dialogflow-cx/build/src/v3/sessions_client.js');
    const server = createServer((request, response) => void fake.handle(request, response));
    const fake = new FakeDialogflow(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    writeFileSync(fake.keyFile, JSON.stringify(fake.serviceAccount()), { mode: 0o600 });
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get keyFile(): string {
    return join(this.folder, 'key.json');
  }

  get environment(): Record<string, string> {
    return {
      GOOGLE_APPLICATION_CREDENTIALS: this.keyFile,
      DIALOGFLOW_PROJECT_ID: PROJECT,
      DIALOGFLOW_LOCATION: LOCATION,
      DIALOGFLOW_AGENT_ID: AGENT,
      DIALOGFLOW_API_URL: this.url,
    };
  }

  /** From now on the agent finds this in the text. */
  finds(text: string, intent: string, parameters: Finding['parameters'] = {}, confidence = 0.9): void {
    this.findings.set(text, { intent, parameters, confidence });
  }

  next(...behaviours: DialogflowBehaviour[]): void {
    this.behaviours.push(...behaviours);
  }

  onAsked(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Ends what hangs. */
  release(): void {
    for (const response of this.held.splice(0)) response.destroy();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A key file as Google's console hands it out, but for the address of its tokens. */
  private serviceAccount(): object {
    return {
      type: 'service_account',
      project_id: PROJECT,
      private_key_id: randomUUID().replaceAll('-', ''),
      private_key: this.key.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      client_email: EMAIL,
      client_id: '100000000000000000001',
      token_uri: `${this.url}/token`,
      universe_domain: 'googleapis.com',
    };
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' });
      response.end(JSON.stringify(body));
    };
    const error = (code: number, status: string, message: string) => answer(code, { error: { code, message, status } });
    const url = new URL(request.url ?? '/', this.url);
    if (url.pathname === '/token') {
      this.tokens++;
      return error(400, 'INVALID_ARGUMENT', 'a service account signs its own tokens');
    }
    this.tries++;
    const refuse = (code: number, status: string, why: string) => {
      this.malformed.push(why);
      error(code, status, why);
    };
    const agent = `/v3/projects/${PROJECT}/locations/${LOCATION}/agents/${AGENT}/sessions/`;
    const session = /^([0-9a-f-]{36}):detectIntent$/.exec(url.pathname.slice(agent.length))?.[1];
    if (request.method !== 'POST' || !url.pathname.startsWith(agent) || session === undefined)
      return refuse(404, 'NOT_FOUND', `${request.method} ${url.pathname}`);
    const unsigned = this.whatIsWrongWith(request.headers.authorization);
    if (unsigned !== null) return refuse(401, 'UNAUTHENTICATED', unsigned);
    const read = question.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    if (!read.success) return refuse(400, 'INVALID_ARGUMENT', JSON.stringify(read.error.issues));
    const { text, languageCode } = read.data.queryInput;
    this.asked.push({ text: text.text, languageCode, session });
    for (const listener of this.listeners) listener();
    const behaviour = this.behaviours.shift();
    switch (behaviour?.kind) {
      case 'fail':
        return error(behaviour.status, behaviour.error, `about "${text.text}"`);
      case 'hang':
        return void this.held.push(response);
      case 'cut':
        return void response.destroy();
      case 'answer':
        response.writeHead(behaviour.status, { 'content-type': 'text/html' });
        return void response.end(behaviour.body);
      default:
    }
    const asNumbers = url.searchParams.get('$alt') === 'json;enum-encoding=int';
    answer(200, this.resultOf(text.text, languageCode, asNumbers));
  }

  private resultOf(text: string, languageCode: string, asNumbers: boolean): object {
    const finding = this.findings.get(text);
    const kind = finding ? INTENT : NO_MATCH;
    const match = finding
      ? {
          intent: { name: `projects/${PROJECT}/intents/${randomUUID()}`, displayName: finding.intent },
          parameters: finding.parameters ?? {},
          confidence: finding.confidence ?? 0.9,
        }
      : { confidence: 0.3 };
    return {
      responseId: randomUUID(),
      queryResult: {
        text,
        languageCode,
        parameters: finding?.parameters ?? {},
        responseMessages: [{ text: { text: ['?'] } }],
        match: { ...match, resolvedInput: text, matchType: asNumbers ? kind : finding ? 'INTENT' : 'NO_MATCH' },
      },
      responseType: asNumbers ? 2 : 'FINAL',
    };
  }

  /** The bearer token is a JWT that the account signed itself, good for an hour, for this API. */
  private whatIsWrongWith(authorization: string | undefined): string | null {
    const [head = '', body = '', signature = ''] = (/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '').split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8') || '{}');
    const publicKey = createPublicKey(this.key.privateKey);
    if (read(head).alg !== 'RS256') return 'no token that is signed by RS256';
    if (!verify('RSA-SHA256', Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url')))
      return 'a token that the account did not sign';
    const { iss, sub, scope = '', exp, iat } = read(body);
    if (iss !== EMAIL || sub !== EMAIL) return `a token of ${iss}`;
    if (scope !== SCOPE) return `a token for ${scope}`;
    const now = Date.now() / 1000;
    return iat <= now + 60 && exp > now && exp - iat <= 3600 ? null : 'a token that is not good now';
  }
}
