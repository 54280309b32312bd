import { Badge, Button, EmptyState, Group, Skeleton, Stack, Table } from '@mantine/core';
import { useState } from 'react';
import { setOutOfService } from '../../../api-client.ts';
import { usePolled } from '../../../live/use-polled.ts';
import { texts } from '../../../texts.ts';
import { confirm, offerUndo, tellDone, tellFailure } from '../../feedback.tsx';
import classes from '../../page.module.css';
import type { PageProps } from '../../page-props.ts';
import { WideTable } from '../../wide-table.tsx';
import { AddSlots } from './add-slots.tsx';
import { addSlots, fetchSlots, retireSlot, type SlotRow } from './api.ts';
import { words } from './words.ts';

const pollMs = 30_000;

/** The lot's slots: more of them, and which of them are in service. */
export function SlotsSection({ lot, slots }: PageProps) {
  const [moved, setMoved] = useState(0);
  // The live board knows of every change first; what it says is read whole.
  const version = slots.reduce((sum, slot) => sum + slot.version, 0);
  const { value: rows } = usePolled(() => fetchSlots(lot.code), `${version} ${moved}`, pollMs);
  if (rows === null) return <Skeleton height="20rem" radius="md" aria-label={words.loading} />;
  const hasMoved = () => setMoved((count) => count + 1);
  return (
    <Stack data-testid="settings-slots">
      <AddSlots lot={lot.code} known={new Set(rows.map(({ code }) => code))} onAdded={hasMoved} />
      <h3 className={classes['heading']}>{words.list(rows.length)}</h3>
      {rows.length === 0 ? (
        <EmptyState title={words.empty} role="status" py="xl" />
      ) : (
        <WideTable label={words.list(rows.length)} minWidth={420}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.columns.code}</Table.Th>
              <Table.Th>{words.columns.state}</Table.Th>
              <Table.Th visibleFrom="sm">{words.columns.controller}</Table.Th>
              <Table.Th>{words.columns.act}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Row
                key={row.code}
                lot={lot.code}
                row={row}
                isBooked={slots.find(({ code }) => code === row.code)?.booking?.state === 'reserved'}
                onMoved={hasMoved}
              />
            ))}
          </Table.Tbody>
        </WideTable>
      )}
    </Stack>
  );
}

interface RowProps {
  lot: string;
  row: SlotRow;
  /** A driver is on the way to it. */
  isBooked: boolean;
  onMoved: () => void;
}

function Row({ lot, row, isBooked, onMoved }: RowProps) {
  const { code, state, outOfService, controller } = row;
  const [isBusy, setBusy] = useState(false);

  async function turn(): Promise<void> {
    const endsBooking = isBooked && !outOfService;
    if (endsBooking && !(await confirm({ title: words.outOf(code), text: words.outQuestion, yes: words.out }))) return;
    setBusy(true);
    try {
      await setOutOfService(lot, code, !outOfService);
      onMoved();
      const done = outOfService ? words.backDone(code) : words.outDone(code);
      if (endsBooking) return tellDone(done);
      offerUndo(done, async () => {
        await setOutOfService(lot, code, outOfService);
        onMoved();
      });
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  }

  async function retire(): Promise<void> {
    setBusy(true);
    try {
      await retireSlot(lot, code);
      onMoved();
      // Its code brings it back, in service and behind the others.
      offerUndo(words.retired(code), async () => {
        await addSlots(lot, [code]);
        onMoved();
      });
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Table.Tr data-testid={`slot-row-${code}`} data-out={outOfService}>
      <Table.Td className={classes['mono']} fw={600}>
        {code}
      </Table.Td>
      <Table.Td>
        <Badge variant="light" color={outOfService ? 'gray' : 'blue'}>
          {texts.states[state as keyof typeof texts.states] ?? state}
        </Badge>
      </Table.Td>
      <Table.Td visibleFrom="sm">{controller ?? <span className={classes['soft']}>{words.byHand}</span>}</Table.Td>
      <Table.Td>
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            disabled={isBusy}
            aria-label={outOfService ? words.backOf(code) : words.outOf(code)}
            data-testid="turn-service"
            onClick={() => void turn()}
          >
            {outOfService ? words.back : words.out}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={isBusy}
            aria-label={words.retireOf(code)}
            data-testid="retire"
            onClick={() => void retire()}
          >
            {words.retire}
          </Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
