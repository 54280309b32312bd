import type { Problem } from '../../shared/http/api.ts';
import type { ReportedCase } from '../../shared/http/cases.ts';
import type { ConversationView } from '../../shared/http/conversations.ts';
import type { Message } from '../../shared/http/messages.ts';
import type { PhoneCode } from '../../shared/http/staff.ts';
import type { DevPhoneInfo } from '../../shared/live/phone-events.ts';

export interface StaffSession {
  login: string;
  role: string;
}

export interface LotSummary {
  code: string;
  name: string;
  timeZone: string;
  currency: string;
}

/** What the server refused, from its problem document (RFC 9457), or `code: 'offline'` where none came. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  /** What could be had instead, where the server says so. */
  readonly alternatives: Problem['alternatives'];
  /** What is wrong with which part of the body, such as `rates.0.name`. */
  readonly errors: NonNullable<Problem['errors']>;

  constructor(status: number, code: string, message: string, problem: Partial<Problem> = {}) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.alternatives = problem.alternatives;
    this.errors = problem.errors ?? [];
  }
}

/** A request must end one day, so that a button never stays busy. */
const timeoutMs = 15_000;
/** A file of some MB over a slow line. */
const uploadMs = 180_000;

/** One request to the API; throws an `ApiError`. */
export async function request(
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const init: RequestInit = {
    method,
    headers: { accept: 'application/json, application/problem+json', ...headers },
    signal: AbortSignal.timeout(body instanceof Blob ? uploadMs : timeoutMs),
  };
  if (body instanceof Blob) {
    init.body = body;
    init.headers = { ...init.headers, 'content-type': body.type || 'application/octet-stream' };
  } else if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { ...init.headers, 'content-type': 'application/json' };
  }
  const response = await fetch(path, init).catch((error: unknown) => {
    throw new ApiError(0, 'offline', error instanceof Error ? error.message : String(error));
  });
  if (response.status === 204) return null;
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  const problem = (answer ?? {}) as Partial<Problem>;
  const words = [problem.detail, problem.title].find((one): one is string => typeof one === 'string' && one !== '');
  const code = typeof problem.code === 'string' ? problem.code : `http-${response.status}`;
  throw new ApiError(response.status, code, words ?? `HTTP ${response.status}`, problem);
}

/** The session the browser's cookie stands for; null when there is none. */
export async function fetchSession(): Promise<StaffSession | null> {
  try {
    return (await request('GET', '/api/session')) as StaffSession;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export async function signIn(login: string, password: string): Promise<StaffSession> {
  return (await request('POST', '/api/login', { login, password })) as StaffSession;
}

export async function signOut(): Promise<void> {
  await request('POST', '/api/logout');
}

export async function fetchLots(): Promise<LotSummary[]> {
  return ((await request('GET', '/api/lots')) as { lots: LotSummary[] }).lots;
}

export async function fetchPhoneInfo(): Promise<DevPhoneInfo> {
  return (await request('GET', '/api/dev/phone')) as DevPhoneInfo;
}

export async function sendPhoneMessage(phone: string, message: string, messageId: string): Promise<void> {
  await request('POST', '/api/dev/messages', { phone, message, messageId });
}

export async function driveCar(slot: string, action: 'in' | 'out'): Promise<void> {
  await request('POST', '/api/dev/cars', { slot, action });
}

export type { Message, ReportedCase };

export async function fetchConversations(): Promise<ConversationView[]> {
  return ((await request('GET', '/api/conversations')) as { conversations: ConversationView[] }).conversations;
}

export async function fetchConversation(driverId: string): Promise<ConversationView> {
  return (await request('GET', `/api/conversations/${encodeURIComponent(driverId)}`)) as ConversationView;
}

/** What was said last, the oldest first. */
export async function fetchMessages(driverId: string, limit: number): Promise<Message[]> {
  const path = `/api/messages?driverId=${encodeURIComponent(driverId)}&limit=${limit}`;
  return ((await request('GET', path)) as { messages: Message[] }).messages.reverse();
}

/** A code that links the phone it is texted from to the login; the one before is worth nothing then. */
export async function drawPhoneCode(): Promise<PhoneCode> {
  return (await request('POST', '/api/staff/me/phone-code', {})) as PhoneCode;
}

export async function changeConversation(
  driverId: string,
  what: 'take' | 'hand-back' | 'reset',
  body: object = {},
): Promise<ConversationView> {
  const path = `/api/conversations/${encodeURIComponent(driverId)}/${what}`;
  return (await request('POST', path, body)) as ConversationView;
}

/** The key makes a second try of the same answer harmless. */
export async function answerConversation(driverId: string, text: string, key: string): Promise<Message> {
  const path = `/api/conversations/${encodeURIComponent(driverId)}/messages`;
  return (await request('POST', path, { text }, { 'idempotency-key': key })) as Message;
}

export async function fetchCases(state: ReportedCase['state'] | null): Promise<ReportedCase[]> {
  const path = `/api/cases?limit=100${state === null ? '' : `&state=${state}`}`;
  return ((await request('GET', path)) as { cases: ReportedCase[] }).cases;
}

export async function changeCase(
  id: string,
  change: { state?: ReportedCase['state']; answer?: string },
): Promise<ReportedCase> {
  return (await request('PATCH', `/api/cases/${encodeURIComponent(id)}`, change)) as ReportedCase;
}

/** An attendant's word that a car came or left; nothing is noted where another stay is there than the one they saw. */
export async function noteCar(
  lot: string,
  slot: string,
  type: 'occupied' | 'vacated',
  sessionId: string | null,
): Promise<void> {
  await request('POST', `${slotPath(lot, slot)}/observations`, { type, was: { sessionId } });
}

export async function setOutOfService(lot: string, slot: string, outOfService: boolean): Promise<void> {
  await request('PATCH', slotPath(lot, slot), { outOfService });
}

/** The key makes a second try of the same payment harmless. */
export async function topUp(
  driverId: string,
  payment: { amountMinor: number; currency: string },
  key: string,
): Promise<void> {
  await request('POST', `/api/drivers/${encodeURIComponent(driverId)}/top-ups`, payment, { 'idempotency-key': key });
}

const slotPath = (lot: string, slot: string): string =>
  `/api/lots/${encodeURIComponent(lot)}/slots/${encodeURIComponent(slot)}`;
