import { ActionIcon, Alert, Button, Group } from '@mantine/core';
import { type CSSProperties, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { PlanView } from '../../../../shared/live/board-events.ts';
import { MinusIcon, PlusIcon } from '../../icons.tsx';
import { type Point, type Zoom, zooms, zoomToBegin } from './plan-points.ts';
import classes from './plan-sheet.module.css';
import { words } from './words.ts';

interface PlanSheetProps {
  lot: string;
  image: NonNullable<PlanView['image']>;
  /** Where marks are when the sheet is opened: it begins as large as they need. */
  points: readonly Point[];
  /** About how wide a mark is, in rem. */
  markRem: number;
  /** The picture itself, which places are fractions of. */
  picture: RefObject<HTMLDivElement | null>;
  /** Beside the buttons for the size. */
  tools: ReactNode;
  /** Fits, and nobody makes it larger. */
  isFixed?: boolean;
  onRatio: (ratio: number) => void;
  children: ReactNode;
}

/** The picture of a plan with marks on it. It can be made larger, and then scrolls; the marks keep their size. */
export function PlanSheet({
  lot,
  image,
  points,
  markRem,
  picture,
  tools,
  isFixed = false,
  onRatio,
  children,
}: PlanSheetProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<Zoom>(1);
  // A photograph may be turned, which only the browser knows.
  const [ratio, setRatio] = useState(image.width / image.height);
  const [isMissing, setMissing] = useState(false);
  const centre = useRef<[number, number] | null>(null);
  const level = zooms.indexOf(zoom);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only where the sheet is opened
  useLayoutEffect(() => {
    const { width, height } = picture.current?.getBoundingClientRect() ?? { width: 0, height: 0 };
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    if (width > 0 && !isFixed) setZoom(zoomToBegin(points, width, height, markRem * rem));
  }, []);

  /** What is in the middle stays there. */
  function change(next: Zoom | undefined): void {
    const box = scroller.current;
    if (next === undefined || box === null) return;
    centre.current = [
      (box.scrollLeft + box.clientWidth / 2) / box.scrollWidth,
      (box.scrollTop + box.clientHeight / 2) / box.scrollHeight,
    ];
    setZoom(next);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: when the size has changed
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null || centre.current === null) return;
    box.scrollLeft = centre.current[0] * box.scrollWidth - box.clientWidth / 2;
    box.scrollTop = centre.current[1] * box.scrollHeight - box.clientHeight / 2;
  }, [zoom]);

  const button = { variant: 'default', size: 'lg', radius: 'md' } as const;
  return (
    <div className={classes['sheet']}>
      {!isFixed && (
        <div className={classes['tools']}>
          {tools}
          <Group gap={6} ml="auto" wrap="nowrap">
            <ActionIcon
              {...button}
              aria-label={words.zoomOut}
              disabled={level <= 0}
              data-testid="plan-smaller"
              onClick={() => change(zooms[level - 1])}
            >
              <MinusIcon />
            </ActionIcon>
            <Button variant="default" size="compact-md" h={34} disabled={zoom === 1} onClick={() => change(1)}>
              {words.fit}
            </Button>
            <ActionIcon
              {...button}
              aria-label={words.zoomIn}
              disabled={level === zooms.length - 1}
              data-testid="plan-larger"
              onClick={() => change(zooms[level + 1])}
            >
              <PlusIcon />
            </ActionIcon>
          </Group>
        </div>
      )}
      {isMissing && <Alert color="orange">{words.missing}</Alert>}
      <div ref={scroller} className={classes['scroller']} data-testid="plan-scroller" data-zoom={zoom}>
        <div
          ref={picture}
          className={classes['picture']}
          style={{ '--ratio': ratio, '--zoom': zoom } as CSSProperties}
          data-testid="plan-picture"
        >
          <img
            className={classes['image']}
            src={`/api/lots/${encodeURIComponent(lot)}/plan/image?sha256=${image.sha256}`}
            alt={words.picture}
            draggable={false}
            onError={() => setMissing(true)}
            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
              const loaded = naturalWidth / naturalHeight;
              setMissing(false);
              setRatio(loaded);
              onRatio(loaded);
            }}
          />
          {children}
        </div>
      </div>
    </div>
  );
}
