import { Tooltip, VisuallyHidden } from '@mantine/core';
import type { LedLook } from '../../../shared/led.ts';
import type { SlotView } from '../../../shared/live/board-events.ts';
import { TriangleIcon } from '../icons.tsx';
import { texts } from '../texts.ts';
import classes from './led-dots.module.css';

/** What the LED should show and what it says it shows. The mark between them is one when they agree, another when not. */
export function LedDots({ led }: { led: SlotView['led'] }) {
  const desired = texts.led.desired(texts.led.look(led.desired));
  const reported = texts.led.reported(texts.led.look(led.reported));
  return (
    <Tooltip
      multiline
      openDelay={300}
      label={
        <>
          <div>{desired}</div>
          <div>{reported}</div>
          {led.drift && <div>{texts.led.driftExplained}</div>}
        </>
      }
    >
      <span className={classes['led']}>
        <VisuallyHidden>{`${texts.led.label}. ${desired}. ${reported}.`}</VisuallyHidden>
        <span aria-hidden="true" className={classes['pair']}>
          <span>{texts.led.label}</span>
          <LedDot look={led.desired} />
          <LedDot look={led.reported} />
          {/* In words too: a still picture and a page without motion do not blink. */}
          {!led.drift && <span>{texts.led.look(led.desired)}</span>}
        </span>
        {led.drift && (
          <span className={classes['drift']}>
            <TriangleIcon size="0.95rem" />
            {texts.led.drift}
          </span>
        )}
      </span>
    </Tooltip>
  );
}

/** A lamp: hollow when it is off, dashed when it reports nothing. */
export function LedDot({ look }: { look: LedLook | null }) {
  return (
    <span
      className={classes['dot']}
      data-color={look?.color ?? 'none'}
      data-pattern={look?.pattern ?? 'solid'}
      style={look === null || look.color === 'off' ? undefined : { backgroundColor: `var(--pw-led-${look.color})` }}
    />
  );
}
