import { memo } from 'react';
import type { SlotView } from '../../../../shared/live/board-events.ts';
import { fadedLook } from '../../attention.ts';
import { driverLabel } from '../../format.ts';
import { stateIcons } from '../../icons.tsx';
import { texts } from '../../texts.ts';
import classes from './plan-mark.module.css';
import { words } from './words.ts';

interface PlanMarkProps {
  slot: SlotView;
  x: number;
  y: number;
  isSmall: boolean;
  isTabStop: boolean;
  onActive: (slot: string) => void;
  onOpen: (slot: string) => void;
}

/** One slot on the plan. Drawn again only when it changed itself. */
export const PlanMark = memo(function PlanMark({ slot, x, y, isSmall, isTabStop, onActive, onOpen }: PlanMarkProps) {
  const { code, state, session, driver } = slot;
  const Icon = stateIcons[state];
  const isLate = session?.overstay ?? false;
  const name = [
    ...[code, texts.states[state]],
    ...(state === 'unknown' ? [texts.slot.lastKnown[fadedLook(slot)]] : []),
    ...(isLate ? [words.overstay] : []),
    ...(driver === null ? [] : [driverLabel(driver)]),
  ].join(', ');
  return (
    <button
      type="button"
      className={classes['mark']}
      style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
      tabIndex={isTabStop ? 0 : -1}
      aria-haspopup="dialog"
      aria-label={name}
      title={name}
      data-testid={`slot-${code}`}
      data-mark={code}
      data-small={isSmall}
      data-state={state}
      data-slot-state={state}
      data-faded={state === 'unknown' ? fadedLook(slot) : undefined}
      onFocus={() => onActive(code)}
      onClick={() => onOpen(code)}
    >
      <span className={classes['icon']}>
        <Icon size="1em" />
      </span>
      <span className={classes['code']}>{code}</span>
      {isLate && (
        <span className={classes['late']} aria-hidden="true">
          !
        </span>
      )}
    </button>
  );
});
