import { VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react';
import type { BoardSnapshot, PlanView, SlotView } from '../../../../shared/live/board-events.ts';
import { isKiosk } from '../kiosk.ts';
import { PlanMark } from './plan-mark.tsx';
import { marksFor, pointByKey, pointsOf } from './plan-points.ts';
import { PlanSheet } from './plan-sheet.tsx';
import { words } from './words.ts';

interface SlotPlanProps {
  lot: BoardSnapshot['lot'];
  image: NonNullable<PlanView['image']>;
  places: PlanView['places'];
  slots: readonly SlotView[];
  /** Beside the buttons for the size; on the wall there are neither. */
  tools: ReactNode;
  onOpen: (slot: string) => void;
}

/** The slots where they are. One tab stop; the arrow keys go from slot to slot. */
export function SlotPlan({ lot, image, places, slots, tools, onOpen }: SlotPlanProps) {
  const picture = useRef<HTMLDivElement>(null);
  const keysId = useId();
  const [ratio, setRatio] = useState(image.width / image.height);
  const [active, setActive] = useState<string | null>(null);
  const codes = slots.map(({ code }) => code).join(' ');
  const points = useMemo(() => pointsOf(codes.split(' '), places), [codes, places]);
  const tabStop = points.find(({ code }) => code === active)?.code ?? points[0]?.code;
  const { isSmall, rem } = useMemo(() => marksFor(points), [points]);

  function onKeyDown(event: KeyboardEvent): void {
    if (tabStop === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = pointByKey(event.key, points, tabStop, ratio);
    if (next === null) return;
    event.preventDefault();
    // It is focused, and by that the tab stop.
    picture.current?.querySelector<HTMLElement>(`[data-mark="${next}"]`)?.focus();
  }

  return (
    <PlanSheet
      key={image.sha256}
      lot={lot.code}
      image={image}
      points={points}
      markRem={rem}
      picture={picture}
      tools={tools}
      isFixed={isKiosk}
      onRatio={setRatio}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: these are no fields of a form */}
      <div role="group" aria-label={words.label(lot.name)} aria-describedby={keysId} onKeyDown={onKeyDown}>
        <VisuallyHidden id={keysId}>{words.keys}</VisuallyHidden>
        {slots.map((slot) => {
          const place = places[slot.code];
          return (
            place !== undefined && (
              <PlanMark
                key={slot.code}
                slot={slot}
                x={place[0]}
                y={place[1]}
                isSmall={isSmall}
                isTabStop={slot.code === tabStop}
                onActive={setActive}
                onOpen={onOpen}
              />
            )
          );
        })}
      </div>
    </PlanSheet>
  );
}
