import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { BoardSnapshot, SlotView } from '../../../shared/live/board-events.ts';
import { texts } from '../texts.ts';
import { moveInGrid } from './grid-keys.ts';
import { SlotCard } from './slot-card.tsx';
import classes from './slot-grid.module.css';

interface SlotGridProps {
  lot: BoardSnapshot['lot'];
  slots: readonly SlotView[];
  skewMs: number;
  /** On the wall: wider cards. */
  isLarge: boolean;
  onOpen: (slot: string) => void;
}

/**
 * The slots as an ARIA grid: one tab stop, arrow keys within. Its rows are real ones, so the number of columns is
 * measured here rather than left to CSS.
 */
export function SlotGrid({ lot, slots, skewMs, isLarge, onOpen }: SlotGridProps) {
  const grid = useRef<HTMLDivElement>(null);
  const columns = useColumns(grid, isLarge);
  const [active, setActive] = useState<string | null>(null);
  const mustFocus = useRef(false);
  const activeIndex = Math.max(
    0,
    slots.findIndex(({ code }) => code === active),
  );

  useEffect(() => {
    if (!mustFocus.current) return;
    mustFocus.current = false;
    grid.current?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus();
  });

  function onKeyDown(event: KeyboardEvent) {
    const next = moveInGrid(event.key, event.ctrlKey || event.metaKey, activeIndex, slots.length, columns);
    if (next === null) return;
    event.preventDefault();
    mustFocus.current = true;
    setActive(slots[next]?.code ?? null);
  }

  const rows: SlotView[][] = [];
  for (let i = 0; i < slots.length; i += columns) rows.push(slots.slice(i, i + columns));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be an interactive grid of cards
    <div
      ref={grid}
      role="grid"
      tabIndex={-1}
      aria-label={texts.board.grid(lot.name)}
      aria-rowcount={rows.length}
      aria-colcount={columns}
      className={classes['grid']}
      onKeyDown={onKeyDown}
    >
      {rows.map((row, rowIndex) => (
        // biome-ignore lint/a11y/useSemanticElements: a row of the grid above
        // biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus
        <div
          key={row[0]?.code}
          role="row"
          aria-rowindex={rowIndex + 1}
          className={classes['row']}
          style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
        >
          {row.map((slot, columnIndex) => (
            <SlotCard
              key={slot.code}
              slot={slot}
              currency={lot.currency}
              timeZone={lot.timeZone}
              skewMs={roundedSkew(skewMs)}
              columnIndex={columnIndex + 1}
              isTabStop={rowIndex * columns + columnIndex === activeIndex}
              onActive={setActive}
              onOpen={onOpen}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Every digest moves the skew by some milliseconds, which must not draw every card again. */
function roundedSkew(skewMs: number): number {
  return Math.round(skewMs / 1000) * 1000;
}

function useColumns(grid: { current: HTMLElement | null }, isLarge: boolean): number {
  const [columns, setColumns] = useState(1);
  useLayoutEffect(() => {
    const element = grid.current;
    if (element === null) return;
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      const gap = 0.75 * rem;
      const width = element.clientWidth;
      const card = (width < 37 * rem ? 10 : isLarge ? 14 : 15.5) * rem;
      setColumns(Math.max(1, Math.floor((width + gap) / (card + gap))));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [grid, isLarge]);
  return columns;
}
