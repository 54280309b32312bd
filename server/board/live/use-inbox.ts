import { useCallback, useEffect, useState } from 'react';
import type { ConversationView } from '../../../shared/http/conversations.ts';
import { fetchConversations } from '../api-client.ts';

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
  const [conversations, setConversations] = useState<readonly ConversationView[] | null>(null);
  const [asked, setAsked] = useState(0);
  const reload = useCallback(() => setAsked((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever one of these moves
  useEffect(() => {
    let isCurrent = true;
    const read = () =>
      fetchConversations()
        .then((found) => isCurrent && setConversations(found))
        // What was read stays until the server answers again; the banner says that it does not.
        .catch(() => undefined);
    void read();
    const timer = setInterval(() => void read(), pollMs);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [moves, asked]);
  const waiting = (conversations ?? []).filter(({ handover }) => handover?.isWaiting).length;
  return { conversations, waiting, reload };
}
