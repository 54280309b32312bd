import { SegmentedControl } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import type { BoardSnapshot, PlanView, SlotView } from '../../../../shared/live/board-events.ts';
import { isKiosk, viewOfAddress } from '../kiosk.ts';
import pageClasses from '../page.module.css';
import { SlotGrid } from '../slot-grid.tsx';
import { SlotPlan } from './slot-plan.tsx';
import { words } from './words.ts';

interface SlotsShownProps {
  lot: BoardSnapshot['lot'];
  plan: PlanView;
  slots: readonly SlotView[];
  skewMs: number;
  onOpen: (slot: string) => void;
}

/** The slots as a grid, or on the plan where there is one; which one is remembered in this browser. */
export function SlotsShown({ lot, plan, slots, skewMs, onOpen }: SlotsShownProps) {
  const [remembered, remember] = useLocalStorage({
    key: 'parkwire-slots-as',
    defaultValue: 'grid',
    getInitialValueInEffect: false,
  });
  const { image, places } = plan;
  const isPlan = image !== null && (viewOfAddress ?? remembered) === 'plan';
  const choice = image !== null && !isKiosk && slots.length > 0 && (
    <SegmentedControl
      aria-label={words.showAs}
      data-testid="slots-as"
      style={{ alignSelf: 'flex-start' }}
      value={isPlan ? 'plan' : 'grid'}
      onChange={remember}
      data={[
        { value: 'grid', label: words.grid },
        { value: 'plan', label: words.plan },
      ]}
    />
  );
  const beside = isPlan ? slots.filter(({ code }) => places[code] === undefined) : slots;
  return (
    <>
      {!isPlan && choice}
      {isPlan && <SlotPlan lot={lot} image={image} places={places} slots={slots} tools={choice} onOpen={onOpen} />}
      {isPlan && beside.length > 0 && (
        <h2 className={pageClasses['heading']} data-testid="beside">
          {words.beside(beside.length)}
        </h2>
      )}
      {(!isPlan || beside.length > 0) && (
        <SlotGrid lot={lot} slots={beside} skewMs={skewMs} onOpen={onOpen} isLarge={isKiosk} />
      )}
    </>
  );
}
