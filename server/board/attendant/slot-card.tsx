import { type KeyboardEvent, memo } from 'react';
import type { SlotView } from '../../../shared/live/board-events.ts';
import { fadedLook } from '../attention.ts';
import { driverLabel, formatMoment, formatMoney } from '../format.ts';
import { stateIcons } from '../icons.tsx';
import { locale, texts } from '../texts.ts';
import { LedDots } from './led-dots.tsx';
import { Since, Until } from './since.tsx';
import classes from './slot-card.module.css';

interface SlotCardProps {
  slot: SlotView;
  currency: string;
  timeZone: string;
  skewMs: number;
  columnIndex: number;
  isTabStop: boolean;
  onActive: (slot: string) => void;
  onOpen: (slot: string) => void;
}

/** One slot. Drawn again only when the slot itself changed: what ticks inside draws itself. */
export const SlotCard = memo(function SlotCard(props: SlotCardProps) {
  const { slot, isTabStop, onActive, onOpen } = props;
  const Icon = stateIcons[slot.state];
  const open = () => {
    onActive(slot.code);
    onOpen(slot.code);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    open();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of an ARIA grid, which is no table
    <div
      role="gridcell"
      aria-colindex={props.columnIndex}
      aria-haspopup="dialog"
      tabIndex={isTabStop ? 0 : -1}
      className={classes['card']}
      data-testid={`slot-${slot.code}`}
      data-state={slot.state}
      data-slot-state={slot.state}
      data-faded={slot.state === 'unknown' ? fadedLook(slot) : undefined}
      data-led-desired={slot.led.desired.color}
      data-led-reported={slot.led.reported?.color ?? 'none'}
      data-led-drift={slot.led.drift}
      onClick={open}
      onFocus={() => onActive(slot.code)}
      onKeyDown={onKeyDown}
    >
      <div className={classes['head']}>
        <span className={classes['icon']}>
          <Icon size="1.4rem" />
        </span>
        <span className={classes['code']}>{slot.code}</span>
        <span className={classes['state']}>{texts.states[slot.state]}</span>
        <Figures {...props} />
      </div>
      <div className={classes['middle']}>
        <span className={classes['driver']} title={slot.driver?.displayName}>
          {slot.driver === null ? <Nobody slot={slot} /> : driverLabel(slot.driver)}
        </span>
        {slot.session?.overstay && <span className={classes['overstay']}>{texts.slot.overstay}</span>}
      </div>
      <div className={classes['foot']}>
        <LedDots led={slot.led} />
        {slot.booking !== null && <span className={classes['reference']}>{slot.booking.reference}</span>}
      </div>
    </div>
  );
});

/** What runs: the time parked and its cost, or how long a place is still held. */
function Figures({ slot, currency, timeZone, skewMs }: SlotCardProps) {
  if (slot.session !== null) {
    return (
      <span className={classes['figures']}>
        <span className={classes['figure']}>
          <Since at={slot.session.startedAt} skewMs={skewMs} />
        </span>
        {slot.session.costMinor !== null && (
          <span className="pw-number" data-testid={`cost-${slot.code}`}>
            {formatMoney(slot.session.costMinor, currency, locale)}
          </span>
        )}
      </span>
    );
  }
  if (slot.booking?.state !== 'reserved') return null;
  return (
    <span className={classes['figures']}>
      <span className={classes['figure']}>
        <Until at={slot.booking.holdUntil} skewMs={skewMs} />
        <span className={classes['left']}>{texts.slot.left}</span>
      </span>
      <span className="pw-number">
        {texts.slot.heldUntil(formatMoment(slot.booking.holdUntil, Date.now() + skewMs, timeZone, locale))}
      </span>
    </span>
  );
}

/** Says what is known of a slot without a driver, where that is worth a word. */
function Nobody({ slot }: { slot: SlotView }) {
  if (slot.state === 'unknown') return <span className={classes['soft']}>{texts.slot.lastKnown[fadedLook(slot)]}</span>;
  if (slot.session !== null) return <span className={classes['soft']}>{texts.slot.noDriver}</span>;
  return <span aria-hidden="true">{'\u00a0'}</span>;
}
