import { type KeyboardEvent, memo, type PointerEvent, useRef, useState } from 'react';
import type { Place } from '../../../../../shared/live/board-events.ts';
import markClasses from '../../plan/plan-mark.module.css';
import { arrows } from '../../plan/plan-points.ts';
import { placeAt } from './draft.ts';

/** A hundredth of the plan, and with Shift a twentieth. */
const step = 0.01;
const largeStep = 0.05;
/** A finger or a mouse that moves less has only pressed, in px. */
const pressPx = 4;

interface EditorMarkProps {
  code: string;
  x: number;
  y: number;
  isSmall: boolean;
  isChanged: boolean;
  /** `kind` is the same while one movement goes on. */
  onMove: (code: string, to: Place | null, kind: string | null) => void;
}

/** A slot that is put on the plan: moved by pointer or by keyboard. */
export const EditorMark = memo(function EditorMark({ code, x, y, isSmall, isChanged, onMove }: EditorMarkProps) {
  const grip = useRef<{ left: number; top: number; startX: number; startY: number } | null>(null);
  // While it is dragged only this mark is drawn again.
  const [dragged, setDragged] = useState<Place | null>(null);
  const [left, top] = dragged ?? [x, y];

  function placeOf(event: PointerEvent<HTMLElement>): Place | null {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (box === undefined || grip.current === null) return null;
    return placeAt(
      (event.clientX - grip.current.left - box.left) / box.width,
      (event.clientY - grip.current.top - box.top) / box.height,
    );
  }

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return;
    const own = event.currentTarget.getBoundingClientRect();
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = {
      left: event.clientX - own.left - own.width / 2,
      top: event.clientY - own.top - own.height / 2,
      startX: event.clientX,
      startY: event.clientY,
    };
  }

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    if (grip.current === null) return;
    const { startX, startY } = grip.current;
    if (dragged === null && Math.hypot(event.clientX - startX, event.clientY - startY) < pressPx) return;
    setDragged(placeOf(event));
  }

  function onPointerUp(event: PointerEvent<HTMLElement>): void {
    const to = dragged === null ? null : placeOf(event);
    grip.current = null;
    setDragged(null);
    if (to !== null) onMove(code, to, null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = arrows[event.key];
    if (arrow !== undefined) {
      const far = event.shiftKey ? largeStep : step;
      onMove(code, placeAt(x + arrow[0] * far, y + arrow[1] * far), `keys ${code}`);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      onMove(code, null, null);
    } else return;
    event.preventDefault();
  }

  return (
    <button
      type="button"
      className={markClasses['mark']}
      style={{ left: `${left * 100}%`, top: `${top * 100}%` }}
      aria-describedby="plan-hint"
      data-testid={`mark-${code}`}
      data-plain="true"
      data-small={isSmall}
      data-changed={isChanged}
      data-dragged={dragged !== null}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        grip.current = null;
        setDragged(null);
      }}
      onKeyDown={onKeyDown}
    >
      <span className={markClasses['code']}>{code}</span>
    </button>
  );
});
