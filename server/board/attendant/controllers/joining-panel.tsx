import { Alert, Button, Group, MultiSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { JoiningView } from '../../../../shared/http/joining.ts';
import type { SlotView } from '../../../../shared/live/board-events.ts';
import { tellDone, tellFailure } from '../feedback.tsx';
import { Until } from '../since.tsx';
import { closeJoining, letIn, turnAway } from './api.ts';
import classes from './controllers.module.css';
import { words } from './words.ts';

interface JoiningPanelProps {
  joining: JoiningView;
  lot: string;
  slots: readonly SlotView[];
  skewMs: number;
  onDone: () => void;
}

/** Boards that nobody knows and that ask to be let in, while the window is open for them. */
export function JoiningPanel({ joining, lot, slots, skewMs, onDone }: JoiningPanelProps) {
  const { openUntil, boards } = joining;
  if (openUntil === null) return null;
  const close = () => closeJoining().then(onDone, tellFailure);
  return (
    <section className={classes['joining']} aria-label={words.join.title} data-testid="joining">
      <Group justify="space-between" align="flex-start">
        <div>
          <h3 className={classes['heading']}>
            {words.join.title} · {words.join.closes} <Until at={openUntil} skewMs={skewMs} />
          </h3>
          <Text size="sm">{boards.length === 0 ? words.join.hint : null}</Text>
        </div>
        <Button variant="default" size="sm" onClick={() => void close()} data-testid="joining-close">
          {words.join.close}
        </Button>
      </Group>
      <div role="status">
        {boards.length === 0 && <Text className={classes['summary'] ?? ''}>{words.join.none}</Text>}
        {boards.map((board) => (
          <Newcomer key={board.id} board={board} lot={lot} slots={slots} onDone={onDone} />
        ))}
      </div>
    </section>
  );
}

interface NewcomerProps {
  board: JoiningView['boards'][number];
  lot: string;
  slots: readonly SlotView[];
  onDone: () => void;
}

function Newcomer({ board, lot, slots, onDone }: NewcomerProps) {
  const free = slots.filter(({ controller }) => controller === null).map(({ code }) => code);
  // What the board says it has, until somebody chooses otherwise.
  const [chosen, setChosen] = useState<string[] | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const value = chosen ?? board.slots.filter((code) => free.includes(code));
  const { id } = board;

  async function act(what: () => Promise<void>, done?: string): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      await what();
      if (done !== undefined) tellDone(done);
      onDone();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Stack gap="xs" className={classes['newcomer'] ?? ''} data-testid={`newcomer-${id}`}>
      <div>
        <strong className={classes['newcomerId']}>{id}</strong>{' '}
        {board.fw === null ? words.join.silent : words.join.asks}
        {board.fw !== null && <span className={classes['summary']}> · {[board.fw, ...board.slots].join(' · ')}</span>}
      </div>
      <MultiSelect
        label={words.join.slots}
        data={free}
        value={value}
        onChange={setChosen}
        searchable
        data-testid={`newcomer-slots-${id}`}
      />
      {failure !== null && (
        <Alert color="red" role="alert">
          {failure}
        </Alert>
      )}
      <Group>
        <Button
          size="sm"
          loading={isBusy}
          aria-label={words.join.letInName(id)}
          data-testid={`let-in-${id}`}
          onClick={() => void act(() => letIn(id, lot, value), words.join.done(id))}
        >
          {words.join.letIn}
        </Button>
        <Button
          size="sm"
          variant="default"
          disabled={isBusy}
          aria-label={words.join.turnAwayName(id)}
          onClick={() => void act(() => turnAway(id))}
        >
          {words.join.turnAway}
        </Button>
      </Group>
    </Stack>
  );
}
