import { TextInput } from '@mantine/core';
import { type PointerEvent, useRef, useState } from 'react';
import classes from './plan.module.css';
import { words } from './words.ts';

/** More are not laid out at once; the next ones come as these are placed. */
const mostChips = 40;
const pressPx = 4;

interface TrayProps {
  /** Slots that are not on the plan. */
  codes: readonly string[];
  armed: string | null;
  /** Pressed: the next press on the plan is its place. */
  onArm: (code: string | null) => void;
  /** By keyboard: in the middle of what is seen of the plan. */
  onPlace: (code: string) => void;
  /** Dragged to a point of the window; answers nothing where that is not on the plan. */
  onDrop: (code: string, x: number, y: number) => void;
}

/** The slots to put on the plan. */
export function Tray({ codes, armed, onArm, onPlace, onDrop }: TrayProps) {
  const [wanted, setWanted] = useState('');
  const found = codes.filter((code) => code.includes(wanted.trim().toUpperCase()));
  const shown = found.slice(0, mostChips);
  return (
    <>
      {codes.length > mostChips && (
        <TextInput
          aria-label={words.find}
          placeholder={words.find}
          maw="16rem"
          data-testid="tray-find"
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <div className={classes['tray']} data-testid="tray">
        {shown.map((code) => (
          <Chip key={code} code={code} isArmed={code === armed} onArm={onArm} onPlace={onPlace} onDrop={onDrop} />
        ))}
        {found.length > shown.length && <span>{words.more(found.length - shown.length)}</span>}
      </div>
    </>
  );
}

type ChipProps = Pick<TrayProps, 'onArm' | 'onPlace' | 'onDrop'> & { code: string; isArmed: boolean };

function Chip({ code, isArmed, onArm, onPlace, onDrop }: ChipProps) {
  const start = useRef<{ x: number; y: number } | null>(null);
  const wasDragged = useRef(false);
  const [by, setBy] = useState<{ x: number; y: number } | null>(null);

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, y: event.clientY };
    wasDragged.current = false;
  }

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    if (start.current === null) return;
    const next = { x: event.clientX - start.current.x, y: event.clientY - start.current.y };
    if (by === null && Math.hypot(next.x, next.y) < pressPx) return;
    wasDragged.current = true;
    setBy(next);
  }

  function onPointerUp(event: PointerEvent<HTMLElement>): void {
    if (start.current === null) return;
    start.current = null;
    setBy(null);
    if (wasDragged.current) onDrop(code, event.clientX, event.clientY);
    else onArm(isArmed ? null : code);
  }

  return (
    <button
      type="button"
      className={classes['chip']}
      style={by === null ? undefined : { transform: `translate(${by.x}px, ${by.y}px)` }}
      aria-label={words.take(code)}
      aria-pressed={isArmed}
      aria-describedby="plan-hint"
      data-testid={`chip-${code}`}
      data-dragged={by !== null}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        start.current = null;
        setBy(null);
      }}
      onClick={(event) => {
        // Enter, Space or a screen reader; what a pointer does is above, because not every press of a finger becomes a click.
        if (event.detail === 0) onPlace(code);
      }}
    >
      {code}
    </button>
  );
}
