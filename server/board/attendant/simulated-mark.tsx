import { Tooltip } from '@mantine/core';
import { ExternalIcon } from '../icons.tsx';
import { texts } from '../texts.ts';
import { isKiosk } from './kiosk.ts';
import classes from './mode-banner.module.css';
import { useSimulated } from './use-simulated.ts';

/** Says that the cars are not real ones, and leads to the phone that books them. */
export function SimulatedMark() {
  if (!useSimulated()) return null;
  if (isKiosk) return <span className={classes['simulated']}>{texts.mode.simulated}</span>;
  return (
    <Tooltip label={texts.mode.simulatedHint}>
      <a className={classes['simulated']} href="/phone" target="_blank" rel="noopener" data-testid="simulated">
        {texts.mode.simulated} <ExternalIcon size="1em" />
      </a>
    </Tooltip>
  );
}
