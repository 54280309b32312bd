import { VisuallyHidden } from '@mantine/core';
import { useMemo } from 'react';
import type { SlotView } from '../../../shared/live/board-events.ts';
import { countStates } from '../attention.ts';
import { stateIcons } from '../icons.tsx';
import { texts } from '../texts.ts';
import classes from './counters.module.css';
import { slotStates } from './slot-states.ts';

/** How many slots are in each state; at the same time the key to the icons and colours. */
export function Counters({ slots }: { slots: readonly SlotView[] }) {
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
      <VisuallyHidden role="status">
        {texts.counters.summary(slotStates.map((state) => texts.counters.part(counts[state], state)))}
      </VisuallyHidden>
    </section>
  );
}
