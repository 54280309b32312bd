import { Alert, Button, Group, Progress, Text } from '@mantine/core';
import { useState } from 'react';
import type { ControllerView } from '../../../../shared/http/controllers.ts';
import type { RolloutBoardView, RolloutView } from '../../../../shared/http/firmware.ts';
import { TriangleIcon } from '../../icons.tsx';
import { confirm, tellDone, tellFailure } from '../feedback.tsx';
import page from '../page.module.css';
import { Until } from '../since.tsx';
import { changeRollout, type RolloutWish } from './api.ts';
import classes from './firmware.module.css';
import { words } from './words.ts';

interface RolloutCardProps {
  lot: string;
  rollout: RolloutView;
  controllers: readonly ControllerView[];
  skewMs: number;
  onDone: () => void;
}

/** How an update of boards goes on, and what can be done about it. */
export function RolloutCard({ lot, rollout, controllers, skewMs, onDone }: RolloutCardProps) {
  const [isBusy, setBusy] = useState(false);
  const { state, boards, stoppedBy } = rollout;
  const updated = boards.filter((board) => board.state === 'updated').length;
  const title = words.rollout.title(rollout.image.version);
  const failed = failedLast(boards);

  async function change(wish: RolloutWish): Promise<void> {
    setBusy(true);
    await changeRollout(lot, rollout, wish).then(() => tellDone(words.rollout.changed[wish.kind]), tellFailure);
    setBusy(false);
    onDone();
  }

  async function cancel(): Promise<void> {
    const { cancel: yes, cancelQuestion: text } = words.rollout;
    if (await confirm({ title, text, yes, isDangerous: true })) await change({ kind: 'cancel' });
  }

  const button = (label: string, wish: RolloutWish, testId: string, variant: 'filled' | 'default' = 'default') => (
    <Button size="sm" variant={variant} disabled={isBusy} onClick={() => void change(wish)} data-testid={testId}>
      {label}
    </Button>
  );
  return (
    <div className={page['card']} data-testid="rollout" data-state={state}>
      <Group justify="space-between" gap="xs">
        <h4 className={page['heading']}>{title}</h4>
        <Text fw={600} size="sm" role="status">
          {words.rollout.states[state]}
        </Text>
      </Group>
      <Text size="sm" className={page['soft'] ?? ''}>
        {words.rollout.progress(updated, boards.length)} · {words.rollout.begun(rollout.startedBy)}
      </Text>
      <Progress
        value={(updated / boards.length) * 100}
        my="sm"
        aria-label={words.rollout.progress(updated, boards.length)}
      />
      {state === 'stopped' && (
        <Alert variant="default" role="alert" icon={<TriangleIcon />} mb="sm" data-testid="rollout-stopped">
          {stoppedBy === null
            ? words.rollout.stoppedItself(failed?.controller ?? '')
            : words.rollout.stoppedBy(stoppedBy)}
        </Alert>
      )}
      <Waits rollout={rollout} controllers={controllers} />
      <ul className={page['plain']} aria-label={words.rollout.boards}>
        {boards.map((board) => (
          <BoardLine key={board.controller} board={board} isOver={isOver(rollout)} skewMs={skewMs} />
        ))}
      </ul>
      {!isOver(rollout) && (
        <Group gap="xs" mt="sm">
          {state === 'running' && button(words.rollout.stop, { kind: 'stop' }, 'rollout-stop')}
          {state === 'stopped' && failed && (
            <>
              {button(words.rollout.retry, { kind: 'continue', failed: 'retry' }, 'rollout-retry', 'filled')}
              {button(words.rollout.skip, { kind: 'continue', failed: 'skip' }, 'rollout-skip')}
            </>
          )}
          {state === 'stopped' &&
            !failed &&
            button(words.rollout.goOn, { kind: 'continue', failed: 'skip' }, 'rollout-go-on', 'filled')}
          <Button
            size="sm"
            variant="default"
            disabled={isBusy}
            onClick={() => void cancel()}
            data-testid="rollout-cancel"
          >
            {words.rollout.cancel}
          </Button>
        </Group>
      )}
    </div>
  );
}

const isOver = ({ state }: RolloutView): boolean => state === 'done' || state === 'cancelled';

const failedLast = (boards: readonly RolloutBoardView[]): RolloutBoardView | undefined =>
  boards
    .filter(({ state }) => state === 'failed')
    .sort((a, b) => String(b.endedAt).localeCompare(String(a.endedAt)))[0];

/** Nothing goes on, because those that are left are not there. */
function Waits({ rollout, controllers }: Pick<RolloutCardProps, 'rollout' | 'controllers'>) {
  if (rollout.state !== 'running' || rollout.boards.some(({ state }) => state === 'sent')) return null;
  const online = new Set(controllers.filter(({ status }) => status === 'online').map(({ id }) => id));
  const away = rollout.boards.filter(({ state, controller }) => state === 'waiting' && !online.has(controller));
  if (away.length === 0) return null;
  return (
    <Text size="sm" role="status" mb="xs" data-testid="rollout-waits">
      {words.rollout.waits(away.map(({ controller }) => controller).join(', '))}
    </Text>
  );
}

interface BoardLineProps {
  board: RolloutBoardView;
  isOver: boolean;
  skewMs: number;
}

function BoardLine({ board, isOver, skewMs }: BoardLineProps) {
  const { controller, state, fwBefore, backBy } = board;
  const said = state === 'waiting' && isOver ? words.board.notReached : words.board[state];
  const more = [reasonOf(board), state === 'updated' && fwBefore !== null ? words.board.from(fwBefore) : ''];
  return (
    <li className={classes['board']} data-testid={`rollout-${controller}`} data-state={state}>
      <strong className={page['mono']}>{controller}</strong>
      <span>
        {[said, ...more].filter((part) => part !== '').join(' · ')}
        {backBy !== null && (
          <>
            {' · '}
            <Until at={backBy} skewMs={skewMs} /> {words.rollout.left}
          </>
        )}
      </span>
    </li>
  );
}

function reasonOf({ reason, detail }: RolloutBoardView): string {
  if (reason === null) return '';
  const said = words.reasons[reason];
  return typeof said === 'string' ? said : said(detail ?? '?');
}
