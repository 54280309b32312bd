import { useCallback, useEffect, useState } from 'react';
import { fetchMessages, type Message } from '../../api-client.ts';

const shown = 100;
/** Ticks of what was sent come without a word of the server. */
const pollMs = 4000;

/** What was said with a driver, the oldest first; read again when something new is known, and for its ticks. */
export function useThread(driverId: string, latest: string) {
  const [messages, setMessages] = useState<readonly Message[] | null>(null);
  const [asked, setAsked] = useState(0);
  const reload = useCallback(() => setAsked((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever one of these moves
  useEffect(() => {
    let isCurrent = true;
    const read = () =>
      fetchMessages(driverId, shown)
        .then((found) => isCurrent && setMessages(found))
        .catch(() => undefined);
    void read();
    const timer = setInterval(() => void read(), pollMs);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [driverId, latest, asked]);
  return { messages, reload };
}
