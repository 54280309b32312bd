import { Anchor, Button, EmptyState, Group, Skeleton, Table } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import type { ControllersAnswer, ControllerView } from '../../../../shared/http/controllers.ts';
import { TriangleIcon } from '../../icons.tsx';
import { usePolled } from '../../live/use-polled.ts';
import { tellFailure } from '../feedback.tsx';
import { FirmwareSection } from '../firmware/firmware-section.tsx';
import page from '../page.module.css';
import type { PageProps } from '../page-props.ts';
import { Since } from '../since.tsx';
import { useMay } from '../staff.ts';
import { goTo, hrefOf, useViewRest } from '../view.ts';
import { WideTable } from '../wide-table.tsx';
import { AddController } from './add-controller.tsx';
import { fetchControllers, fetchJoining, openJoining } from './api.ts';
import { ControllerDrawer } from './controller-drawer.tsx';
import classes from './controllers.module.css';
import { JoiningPanel } from './joining-panel.tsx';
import { byUrgency, troublesOf } from './standing.ts';
import { StatusBadge } from './status-badge.tsx';
import { words } from './words.ts';

/** Signals and queues come without a word of the server. */
const pollMs = 10_000;
/** Faint, so that the soft words of a row can still be read. */
const hovered = 'color-mix(in oklab, var(--pw-ink) 3%, var(--pw-surface))';
/** When many boards wake together, the list is read once they have. */
const settleMs = 300;

/** The boards of a lot, those that need somebody first; behind each what it is and what can be done with it. */
export function ControllersPage(props: PageProps) {
  const { lot, slots, skewMs, controllerMoves } = props;
  const chosen = useViewRest();
  const [isAdding, setAdding] = useState(false);
  const mayAdd = useMay('admin');
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [moves] = useDebouncedValue(controllerMoves, settleMs);
  const version = [...moves.values()].reduce((sum, count) => sum + count, 0);
  const { value, reload } = usePolled<ControllersAnswer>(() => fetchControllers(lot.code), version, pollMs);
  const controllers = value && byUrgency(value.controllers);
  const joining = usePolled(async () => (mayAdd ? await fetchJoining() : null), version, pollMs);
  const isOpen = joining.value?.openUntil != null;
  const openWindow = () => openJoining().then(joining.reload, tellFailure);
  const add = mayAdd && (
    <Group gap="xs">
      {joining.value?.isAvailable && !isOpen && (
        <Button size="sm" variant="default" onClick={() => void openWindow()} data-testid="joining-open">
          {words.join.open}
        </Button>
      )}
      <Button size="sm" onClick={() => setAdding(true)} data-testid="add-controller">
        {words.add.open}
      </Button>
    </Group>
  );
  const reloadBoth = () => {
    reload();
    joining.reload();
  };
  return (
    <section className={page['page']} aria-label={words.heading} data-testid="controllers">
      <Group justify="space-between">
        <div>
          <h2 className={page['heading']}>{words.heading}</h2>
          {controllers !== null && controllers.length > 0 && <Summary controllers={controllers} />}
        </div>
        {controllers !== null && controllers.length > 0 && add}
      </Group>
      {joining.value !== null && (
        <JoiningPanel joining={joining.value} lot={lot.code} slots={slots} skewMs={skewMs} onDone={reloadBoth} />
      )}
      {controllers === null && <Skeleton height="12rem" radius="md" aria-label={words.loading} />}
      {controllers?.length === 0 && (
        <EmptyState title={words.empty} description={words.emptyHint} py="xl">
          {add}
        </EmptyState>
      )}
      {controllers !== null &&
        controllers.length > 0 &&
        (isNarrow ? (
          <Cards controllers={controllers} skewMs={skewMs} />
        ) : (
          <Rows controllers={controllers} skewMs={skewMs} />
        ))}
      {mayAdd && controllers !== null && controllers.length > 0 && (
        <FirmwareSection lot={lot.code} controllers={controllers} skewMs={skewMs} moves={version} />
      )}
      {isAdding && value !== null && (
        <AddController
          lot={lot.code}
          slots={slots}
          broker={value.broker}
          onAdded={reload}
          onClose={() => setAdding(false)}
        />
      )}
      {chosen !== '' && value !== null && (
        <ControllerDrawer
          key={chosen}
          id={chosen}
          broker={value.broker}
          onDone={reload}
          onClose={() => goTo('controllers')}
          {...props}
        />
      )}
    </section>
  );
}

function Summary({ controllers }: { controllers: readonly ControllerView[] }) {
  const online = controllers.filter(({ status }) => status === 'online').length;
  const troubled = controllers.filter((controller) => troublesOf(controller).length > 0).length;
  return (
    <p className={classes['summary']} role="status">
      {words.summary(online, controllers.length)} · {troubled === 0 ? words.allWell : words.needCare(troubled)}
    </p>
  );
}

interface ListProps {
  controllers: readonly ControllerView[];
  skewMs: number;
}

function Rows({ controllers, skewMs }: ListProps) {
  const { columns } = words;
  return (
    <WideTable label={words.heading} minWidth={680} highlightOnHover highlightOnHoverColor={hovered}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{columns.id}</Table.Th>
          <Table.Th>{columns.state}</Table.Th>
          <Table.Th>{columns.slots}</Table.Th>
          <Table.Th ta="end">{columns.signal}</Table.Th>
          <Table.Th ta="end">{columns.queue}</Table.Th>
          <Table.Th ta="end">{columns.seen}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {controllers.map((controller) => (
          <Table.Tr
            key={controller.id}
            className={classes['row']}
            onClick={() => goTo('controllers', controller.id)}
            data-testid={`controller-${controller.id}`}
          >
            <Table.Td>
              <Name controller={controller} />
              <div className={page['soft']}>{controller.fw}</div>
            </Table.Td>
            <Table.Td>
              <StatusBadge status={controller.status} />
              <Troubles controller={controller} />
            </Table.Td>
            <Table.Td>{slotsOf(controller)}</Table.Td>
            <Table.Td ta="end" className="pw-number">
              {signalOf(controller)}
            </Table.Td>
            <Table.Td ta="end" className="pw-number">
              {controller.telemetry?.queue ?? '—'}
            </Table.Td>
            <Table.Td ta="end">
              <Heard controller={controller} skewMs={skewMs} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}

function Cards({ controllers, skewMs }: ListProps) {
  return (
    <ul className={page['list']}>
      {controllers.map((controller) => (
        <li key={controller.id}>
          <a
            className={classes['card']}
            href={hrefOf('controllers', controller.id)}
            data-testid={`controller-${controller.id}`}
          >
            <span className={classes['cardHead']}>
              <strong className={page['mono']}>{controller.id}</strong>
              <StatusBadge status={controller.status} />
            </span>
            <Troubles controller={controller} />
            <span className={page['soft']}>
              {words.slots}: {slotsOf(controller)} · {words.columns.signal}: {signalOf(controller)} ·{' '}
              {words.columns.queue}: {controller.telemetry?.queue ?? '—'}
              {controller.fw !== null && ` · ${words.details.fw}: ${controller.fw}`}
            </span>
            <span className={page['soft']}>
              {words.columns.seen}: <Heard controller={controller} skewMs={skewMs} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Name({ controller: { id } }: { controller: ControllerView }) {
  return (
    <Anchor
      href={hrefOf('controllers', id)}
      fw={600}
      className={page['mono']}
      onClick={(event) => event.stopPropagation()}
    >
      {id}
    </Anchor>
  );
}

/** Its state says the first three of them already. */
function Troubles({ controller }: { controller: ControllerView }) {
  const others = troublesOf(controller).filter((trouble) => trouble !== controller.status);
  if (others.length === 0) return null;
  return (
    <ul className={classes['troubles']}>
      {others.map((trouble) => (
        <li key={trouble}>
          <TriangleIcon size="0.95rem" /> {words.troubles[trouble]}
          {trouble === 'drift' && `: ${controller.drifting.join(', ')}`}
        </li>
      ))}
    </ul>
  );
}

const slotsOf = ({ slots }: ControllerView): string => (slots.length === 0 ? words.noSlots : slots.join(', '));
const signalOf = ({ telemetry }: ControllerView): string => (telemetry?.rssi == null ? '—' : words.dbm(telemetry.rssi));

function Heard({ controller: { lastSeenAt }, skewMs }: { controller: ControllerView; skewMs: number }) {
  if (lastSeenAt === null) return words.never;
  return (
    <>
      <Since at={lastSeenAt} skewMs={skewMs} /> {words.ago}
    </>
  );
}
