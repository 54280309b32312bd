import type { ConversationView } from '../../../shared/http/conversations.ts';
import { fetchConversations } from '../api-client.ts';
import { usePolled } from './use-polled.ts';

/** Where several processes serve boards, another one's changes are seen after so long. */
const pollMs = 15_000;

export interface Inbox {
  /** Null until it was read. */
  readonly conversations: readonly ConversationView[] | null;
  readonly waiting: number;
  reload(): void;
}

/** Conversations that people answer; read again whenever the server says that they moved. */
export function useInbox(moves: number): Inbox {
  const { value: conversations, reload } = usePolled<readonly ConversationView[]>(fetchConversations, moves, pollMs);
  const waiting = (conversations ?? []).filter(({ handover }) => handover?.isWaiting).length;
  return { conversations, waiting, reload };
}
