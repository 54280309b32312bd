import { formatDuration } from '../format.ts';
import { useNow } from '../live/clock.ts';
import { locale } from '../texts.ts';

interface TickingProps {
  at: string;
  skewMs: number;
}

/** How long ago, ticking. Only this text is drawn again each second, not the card around it. */
export function Since({ at, skewMs }: TickingProps) {
  const now = useNow() + skewMs;
  return <span className="pw-number">{formatDuration(now - Date.parse(at), locale)}</span>;
}

/** How long until, ticking down to zero. */
export function Until({ at, skewMs }: TickingProps) {
  const now = useNow() + skewMs;
  return <span className="pw-number">{formatDuration(Date.parse(at) - now, locale)}</span>;
}
