import { VisuallyHidden } from '@mantine/core';
import { useMemo } from 'react';
import type { SlotView } from '../../../shared/live/board-events.ts';
import { countStates } from '../attention.ts';
import { formatMoney } from '../format.ts';
import { ArrowInIcon, CoinIcon, stateIcons } from '../icons.tsx';
import { locale, texts } from '../texts.ts';
import classes from './counters.module.css';
import { slotStates } from './slot-states.ts';
import type { Today } from './use-today.ts';

interface CountersProps {
  slots: readonly SlotView[];
  /** Null until it is known. */
  today: Today | null;
  currency: string;
}

/** How many slots are in each state; at the same time the key to the icons and colours. */
export function Counters({ slots, today, currency }: CountersProps) {
  const counts = useMemo(() => countStates(slots), [slots]);
  return (
    <section className={classes['counters']} aria-label={texts.counters.heading} data-testid="counters">
      {slotStates.map((state) => {
        const Icon = stateIcons[state];
        return (
          <div
            key={state}
            className={classes['counter']}
            data-slot-state={state}
            data-zero={counts[state] === 0}
            data-testid={`count-${state}`}
            aria-hidden="true"
          >
            <span className={classes['icon']}>
              <Icon size="1.15rem" />
            </span>
            <span className={`${classes['count']} pw-number`}>{counts[state]}</span>
            <span className={classes['label']}>{texts.states[state]}</span>
          </div>
        );
      })}
      <div className={classes['counter']} data-testid="count-arrivals">
        <span className={classes['icon']} data-plain="true">
          <ArrowInIcon size="1.15rem" />
        </span>
        <span className={`${classes['count']} pw-number`}>{today?.arrivals ?? '–'}</span>
        <span className={classes['label']}>{texts.counters.arrivals}</span>
      </div>
      <div className={classes['counter']} data-testid="count-revenue">
        <span className={classes['icon']} data-plain="true">
          <CoinIcon size="1.15rem" />
        </span>
        <span className={`${classes['count']} pw-number`} data-money="true">
          {today === null ? '–' : formatMoney(today.revenueMinor, currency, locale)}
        </span>
        <span className={classes['label']}>{texts.counters.revenue}</span>
      </div>
      <VisuallyHidden role="status">
        {texts.counters.summary(slotStates.map((state) => texts.counters.part(counts[state], state)))}
      </VisuallyHidden>
    </section>
  );
}
