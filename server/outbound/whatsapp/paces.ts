import type { Paces } from '../../app/ports/message-sender.ts';

/** What WhatsApp takes: 80 a second from one number, one in 6 seconds to one driver with 45 of them in advance (Meta's throughput and pair rate limits). */
export const WHATSAPP_PACES: Paces = {
  number: { burst: 80, everyMs: 12.5 },
  recipient: { burst: 45, everyMs: 6000 },
};
