import { formatClock } from '../format.ts';
import { CheckIcon, CloudOffIcon } from '../icons.tsx';
import type { Mode } from '../live/board-connection.ts';
import { locale, texts } from '../texts.ts';
import classes from './mode-banner.module.css';

interface ModeBannerProps {
  mode: Mode;
  /** The server's time of the newest thing on the board. */
  dataAt: string | null;
  timeZone: string;
}

/** Whether what is on the board is true now. */
export function ModeBanner({ mode, dataAt, timeZone }: ModeBannerProps) {
  return (
    <div className={classes['banner']} role="status" data-testid="banner" data-mode={mode.kind}>
      {mode.kind === 'live' ? <CheckIcon size="1.1em" /> : <CloudOffIcon size="1.1em" />}
      <span className="pw-number">{words(mode, dataAt, timeZone)}</span>
    </div>
  );
}

function words(mode: Mode, dataAt: string | null, timeZone: string): string {
  switch (mode.kind) {
    case 'live':
      return texts.mode.live;
    case 'reconnecting':
      return dataAt === null ? texts.mode.connecting : texts.mode.reconnecting(formatClock(dataAt, timeZone, locale));
    case 'connecting':
      return texts.mode.connecting;
    case 'refused':
      return texts.mode.refused(mode.code);
  }
}
