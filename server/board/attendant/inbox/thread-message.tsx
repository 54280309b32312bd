import type { BoardSnapshot } from '../../../../shared/live/board-events.ts';
import type { Message } from '../../api-client.ts';
import { formatMoment } from '../../format.ts';
import { CheckIcon, ClockIcon, DoubleCheckIcon, TriangleIcon } from '../../icons.tsx';
import { draw } from '../../phone/bubble.tsx';
import { readMarkup } from '../../phone/whatsapp-markup.ts';
import { locale, texts } from '../../texts.ts';
import classes from './thread.module.css';

interface ThreadMessageProps {
  message: Message;
  lot: BoardSnapshot['lot'];
  now: number;
}

/** One message of the driver, of the bot, or of staff, with what became of it. */
export function ThreadMessage({ message, lot, now }: ThreadMessageProps) {
  const { direction, kind, body, createdAt, status, reason } = message;
  const by = direction === 'inbound' ? 'driver' : kind === 'staff-message' ? 'staff' : 'bot';
  return (
    <article className={classes['message']} data-by={by} data-testid={`message-${by}`}>
      <span className={classes['by']}>{texts.inbox.by[by]}</span>
      <span className={classes['body']}>{body === '' ? texts.inbox.noText : draw(readMarkup(body))}</span>
      <span className={classes['meta']}>
        <time dateTime={createdAt}>{formatMoment(createdAt, now, lot.timeZone, locale)}</time>
        {direction === 'outbound' && <Tick status={status} />}
      </span>
      {status === 'failed' && <span className={classes['reason']}>{reason ?? texts.inbox.ticks.failed}</span>}
    </article>
  );
}

function Tick({ status }: { status: Message['status'] }) {
  const Icon =
    status === 'failed'
      ? TriangleIcon
      : status === 'read' || status === 'delivered'
        ? DoubleCheckIcon
        : status === 'sent'
          ? CheckIcon
          : ClockIcon;
  return (
    <span className={classes['tick']} data-status={status} role="img" aria-label={texts.inbox.ticks[status]}>
      <Icon size="0.95rem" />
    </span>
  );
}
