import { ActionIcon, Alert, Stack, Text, VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { BoardSnapshot, Place, PlanView } from '../../../../../shared/live/board-events.ts';
import { ApiError } from '../../../api-client.ts';
import { UndoIcon } from '../../../icons.tsx';
import { tellDone, wordsOf } from '../../feedback.tsx';
import pageClasses from '../../page.module.css';
import { marksFor, pointsOf } from '../../plan/plan-points.ts';
import { PlanSheet } from '../../plan/plan-sheet.tsx';
import { SaveBar } from '../fields/save-bar.tsx';
import { words as shared } from '../words.ts';
import { fetchPlan, savePlaces } from './api.ts';
import { move, noHistory, onTop, placeAt, placesWith, stepBack } from './draft.ts';
import { EditorMark } from './editor-mark.tsx';
import classes from './plan.module.css';
import { PlanConflict } from './plan-conflict.tsx';
import { Tray } from './tray.tsx';
import { words } from './words.ts';

interface PlanEditorProps {
  lot: BoardSnapshot['lot'];
  image: NonNullable<PlanView['image']>;
  plan: PlanView;
  /** Of the lot's slots in their order, with spaces between. */
  codes: string;
  onSaved: (plan: PlanView) => void;
}

/** Puts slots on the plan. Nothing is seen by others before it is saved. */
export function PlanEditor({ lot, image, plan, codes: joined, onSaved }: PlanEditorProps) {
  const picture = useRef<HTMLDivElement>(null);
  const [history, setHistory] = useState(noHistory);
  const [armed, setArmed] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  /** The plan as it was when somebody else changed it under what is not saved here. */
  const [before, setBefore] = useState<PlanView | null>(null);
  const known = useRef(plan);
  const codes = useMemo(() => joined.split(' ').filter((code) => code !== ''), [joined]);
  const draft = useMemo(() => onTop(history.draft, plan.places, codes), [history.draft, plan.places, codes]);
  const places = useMemo(() => placesWith(plan.places, draft, codes), [plan.places, draft, codes]);
  const unplaced = codes.filter((code) => places[code] === undefined);
  const points = useMemo(() => pointsOf(codes, places), [codes, places]);
  const { isSmall, rem } = useMemo(() => marksFor(points), [points]);
  const isDirty = Object.keys(draft).length > 0;
  const focusNext = useRef<string | null>(null);

  useEffect(() => {
    const held = known.current;
    known.current = plan;
    if (held.version !== plan.version && isDirty) setBefore((first) => first ?? held);
  }, [plan, isDirty]);

  // What was placed or taken off by keyboard keeps the focus, wherever it is now.
  useEffect(() => {
    const code = focusNext.current;
    if (code === null) return;
    focusNext.current = null;
    const own = (name: string) => document.querySelector<HTMLElement>(`[data-testid="${name}-${code}"]`);
    (own('mark') ?? own('chip'))?.focus({ preventScroll: true });
  });

  const saved = plan.places;
  const put = useCallback(
    (code: string, to: Place | null, kind: string | null) => {
      setHistory((current) => move(current, saved, code, to, kind));
      focusNext.current = code;
      setSaid(to === null ? words.off(code) : words.at(code, Math.round(to[0] * 100), Math.round(to[1] * 100)));
    },
    [saved],
  );

  /** The point of the plan at one of the window; null where the plan is not seen there. */
  function placeUnder(x: number, y: number): Place | null {
    const box = picture.current?.getBoundingClientRect();
    const seen = picture.current?.parentElement?.getBoundingClientRect();
    if (box === undefined || seen === undefined) return null;
    const isIn = [box, seen].every(
      ({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom,
    );
    return isIn ? placeAt((x - box.left) / box.width, (y - box.top) / box.height) : null;
  }

  function drop(code: string, x: number, y: number): void {
    const to = placeUnder(x, y);
    if (to === null) return;
    setArmed(null);
    put(code, to, null);
  }

  function placeArmed(event: MouseEvent): void {
    // A press on a mark is about the mark.
    if (armed === null || event.target !== event.currentTarget) return;
    const next = unplaced[unplaced.indexOf(armed) + 1] ?? null;
    drop(armed, event.clientX, event.clientY);
    setArmed(next);
  }

  function placeInMiddle(code: string): void {
    const seen = picture.current?.parentElement?.getBoundingClientRect();
    const box = picture.current?.getBoundingClientRect();
    if (seen === undefined || box === undefined) return;
    const x = (Math.max(seen.left, box.left) + Math.min(seen.right, box.right)) / 2;
    const y = (Math.max(seen.top, box.top) + Math.min(seen.bottom, box.bottom)) / 2;
    put(code, placeAt((x - box.left) / box.width, (y - box.top) / box.height), null);
  }

  function undo(): void {
    setHistory(stepBack);
    setSaid(words.undone);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') setArmed(null);
    const isText = event.target instanceof HTMLInputElement;
    if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || isText) return;
    event.preventDefault();
    undo();
  }

  function beginAnew(): void {
    setHistory(noHistory);
    setBefore(null);
    setFailure(null);
    setArmed(null);
  }

  async function save(): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      const next = await savePlaces(lot.code, places, plan.version);
      beginAnew();
      onSaved(next);
      tellDone(shared.saved);
    } catch (error) {
      // Somebody was faster than the live board could tell: what they did comes with the plan as it is now.
      if (error instanceof ApiError && error.code === 'plan-changed')
        await fetchPlan(lot.code).then(onSaved, () => setFailure(wordsOf(error)));
      else setFailure(wordsOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for what the button does
    <div onKeyDown={onKeyDown}>
      <Stack>
        {before !== null && <PlanConflict before={before} plan={plan} draft={draft} onClose={() => setBefore(null)} />}
        <section className={pageClasses['card']} aria-label={words.unplaced(unplaced.length)}>
          <Stack gap="sm">
            <h3 style={{ margin: 0 }} data-testid="unplaced">
              {unplaced.length === 0 ? words.allPlaced : words.unplaced(unplaced.length)}
            </h3>
            <Text size="sm" c="dimmed" id="plan-hint">
              {words.hint}
            </Text>
            {unplaced.length > 0 && (
              <Tray codes={unplaced} armed={armed} onArm={setArmed} onPlace={placeInMiddle} onDrop={drop} />
            )}
            <PlanSheet
              key={image.sha256}
              lot={lot.code}
              image={image}
              points={points}
              markRem={rem}
              picture={picture}
              onRatio={() => undefined}
              tools={
                <>
                  <ActionIcon
                    variant="default"
                    size="lg"
                    radius="md"
                    aria-label={words.undo}
                    title={words.undo}
                    disabled={history.before.length === 0 || isBusy}
                    data-testid="undo-step"
                    onClick={undo}
                  >
                    <UndoIcon />
                  </ActionIcon>
                  {/* Beside the buttons: nothing may move under the finger that is about to press. */}
                  <Text size="sm" fw={600} lh={1.2} role="status" flex={1} miw={0}>
                    {armed !== null && words.armed(armed)}
                  </Text>
                </>
              }
            >
              {/* biome-ignore lint/a11y/noStaticElementInteractions: the list above does the same by keyboard */}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
              <div
                className={classes['layer']}
                data-armed={armed !== null}
                data-testid="plan-layer"
                onClick={placeArmed}
              >
                {Object.entries(places).map(([code, [x, y]]) => (
                  <EditorMark
                    key={code}
                    code={code}
                    x={x}
                    y={y}
                    isSmall={isSmall}
                    isChanged={code in draft}
                    onMove={put}
                  />
                ))}
              </div>
            </PlanSheet>
            <VisuallyHidden role="status" data-testid="plan-said">
              {said}
            </VisuallyHidden>
          </Stack>
        </section>
        {failure !== null && (
          <Alert color="red" role="alert" data-testid="save-failed">
            {failure}
          </Alert>
        )}
        <SaveBar
          changes={Object.keys(draft).length}
          isRight
          isBusy={isBusy}
          onSave={() => void save()}
          onDiscard={beginAnew}
        />
      </Stack>
    </div>
  );
}
