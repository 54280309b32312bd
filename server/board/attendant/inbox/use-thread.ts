import { fetchMessages, type Message } from '../../api-client.ts';
import { usePolled } from '../../live/use-polled.ts';

const shown = 100;
/** Ticks of what was sent come without a word of the server. */
const pollMs = 4000;

/** What was said with a driver, the oldest first; read again when something new is known, and for its ticks. */
export function useThread(driverId: string, latest: string) {
  const { value, reload } = usePolled<readonly Message[]>(
    () => fetchMessages(driverId, shown),
    `${driverId} ${latest}`,
    pollMs,
  );
  return { messages: value, reload };
}
