import type { PhoneMessage } from '../../../shared/live/phone-events.ts';

/** A message the driver sent that the socket has not brought back yet. */
export interface PendingMessage {
  /** Ours, and the same on every try: the server gives it its effect once. */
  messageId: string;
  body: string;
  at: string;
  state: 'sending' | 'sent' | 'failed';
  /** Why it failed, in words. */
  error: string | null;
}

export interface ChatState {
  readonly messages: readonly PhoneMessage[];
  readonly pending: readonly PendingMessage[];
}

export type ChatEvent =
  | { kind: 'history'; messages: readonly PhoneMessage[] }
  | { kind: 'message'; message: PhoneMessage }
  | { kind: 'sending'; messageId: string; body: string; at: string }
  | { kind: 'sent'; messageId: string }
  | { kind: 'failed'; messageId: string; error: string };

export const emptyChat: ChatState = { messages: [], pending: [] };

/** The next state of the conversation. Nothing is ever shown twice, however often it arrives. */
export function reduceChat(state: ChatState, event: ChatEvent): ChatState {
  switch (event.kind) {
    case 'history':
      return takeMessages(state, event.messages);
    case 'message':
      return takeMessages(state, [event.message]);
    case 'sending':
      return { ...state, pending: startPending(state.pending, event) };
    case 'sent':
      return setPending(state, event.messageId, { state: 'sent', error: null });
    case 'failed':
      return setPending(state, event.messageId, { state: 'failed', error: event.error });
  }
}

/** A known id brings news of the same message (its delivery); a new one of the driver's takes its pending bubble's place. */
function takeMessages(state: ChatState, incoming: readonly PhoneMessage[]): ChatState {
  const byId = new Map(state.messages.map((message) => [message.id, message]));
  let pending = state.pending;
  for (const message of incoming) {
    if (!byId.has(message.id) && message.direction === 'inbound') pending = withoutEcho(pending, message);
    byId.set(message.id, message);
  }
  const messages = [...byId.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return { messages, pending };
}

/** The echo carries our id or, where the server gives its own, the same words: the oldest such bubble is meant. */
function withoutEcho(pending: readonly PendingMessage[], echo: PhoneMessage): readonly PendingMessage[] {
  const exact = pending.findIndex((one) => one.messageId === echo.id);
  const index = exact === -1 ? pending.findIndex((one) => one.body === echo.body) : exact;
  return index === -1 ? pending : pending.toSpliced(index, 1);
}

function startPending(
  pending: readonly PendingMessage[],
  { messageId, body, at }: { messageId: string; body: string; at: string },
): readonly PendingMessage[] {
  const next: PendingMessage = { messageId, body, at, state: 'sending', error: null };
  const index = pending.findIndex((one) => one.messageId === messageId);
  return index === -1 ? [...pending, next] : pending.with(index, next);
}

function setPending(state: ChatState, messageId: string, change: Partial<PendingMessage>): ChatState {
  const pending = state.pending.map((one) => (one.messageId === messageId ? { ...one, ...change } : one));
  return { ...state, pending };
}
