import { DataList, Drawer, EmptyState, Group, Skeleton, Stack, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ControllerDetail, ControllersAnswer } from '../../../../shared/http/controllers.ts';
import { ApiError } from '../../api-client.ts';
import { formatDuration, formatMoment } from '../../format.ts';
import { TriangleIcon } from '../../icons.tsx';
import { useNow } from '../../live/clock.ts';
import { usePolled } from '../../live/use-polled.ts';
import { locale } from '../../texts.ts';
import type { PageProps } from '../page-props.ts';
import { fetchController } from './api.ts';
import { ControllerActions, type Dialog } from './controller-actions.tsx';
import { ControllerLog } from './controller-log.tsx';
import classes from './controllers.module.css';
import { log } from './log-texts.ts';
import { troublesOf } from './standing.ts';
import { StatusBadge } from './status-badge.tsx';
import { words } from './words.ts';

const pollMs = 10_000;

interface ControllerDrawerProps extends PageProps {
  id: string;
  broker: ControllersAnswer['broker'];
  /** Something was done with it: the list is to be read again. */
  onDone: () => void;
  onClose: () => void;
}

/** One controller: how it fares, what can be done with it, and what happened, live. */
export function ControllerDrawer(props: ControllerDrawerProps) {
  const { id, onClose } = props;
  const [dialog, setDialog] = useState<Dialog | null>(null);
  return (
    <Drawer
      opened
      onClose={onClose}
      closeOnEscape={dialog === null}
      position="right"
      size="lg"
      title={id}
      closeButtonProps={{ 'aria-label': words.close }}
      classNames={{ title: classes['title'] }}
      data-testid="controller-drawer"
    >
      <Details dialog={dialog} onDialog={setDialog} {...props} />
    </Drawer>
  );
}

interface DetailsProps extends ControllerDrawerProps {
  dialog: Dialog | null;
  onDialog: (dialog: Dialog | null) => void;
}

function Details(props: DetailsProps) {
  const { id, lot, slots, skewMs, controllerMoves, broker, dialog, onDialog, onDone, onClose } = props;
  const now = useNow() + skewMs;
  const moves = controllerMoves.get(id) ?? 0;
  const read = () =>
    fetchController(lot.code, id).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    });
  const { value: controller, reload } = usePolled<ControllerDetail | undefined>(read, `${id} ${moves}`, pollMs);
  if (controller === null) return <Skeleton height="16rem" radius="md" aria-label={words.loading} />;
  if (controller === undefined) return <EmptyState title={words.unknownController} py="xl" />;
  const hasMoved = () => {
    reload();
    onDone();
  };
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <StatusBadge status={controller.status} />
      </Group>
      <ul className={classes['troubles']}>
        {troublesOf(controller).map((trouble) => (
          <li key={trouble}>
            <TriangleIcon size="1rem" /> {words.troubles[trouble]}
          </li>
        ))}
      </ul>
      <ControllerActions
        lot={lot.code}
        controller={controller}
        slots={slots}
        broker={broker}
        onDone={hasMoved}
        onRemoved={onClose}
        opened={dialog}
        onOpen={onDialog}
      />
      <section className={classes['section']}>
        <Facts controller={controller} now={now} timeZone={lot.timeZone} />
      </section>
      <section className={classes['section']}>
        <Title order={3} className={classes['heading']}>
          {log.heading}
        </Title>
        <ControllerLog lot={lot} id={id} now={now} moves={moves} />
      </section>
    </Stack>
  );
}

function Facts({ controller, now, timeZone }: { controller: ControllerDetail; now: number; timeZone: string }) {
  const { slots, boardSlots, fw, lastSeenAt, telemetry, drifting, config, status } = controller;
  const { details } = words;
  const settings = Object.entries(config ?? {}).map(([name, value]) => `${name} ${value}`);
  const runs = telemetry !== null && status === 'online' ? now - Date.parse(telemetry.at) + telemetry.uptimeMs : null;
  return (
    <DataList gap="xs" labelWidth="9rem">
      <Row label={words.slots}>{slots.length === 0 ? words.noSlots : slots.join(', ')}</Row>
      {boardSlots !== null && boardSlots.join() !== slots.join() && (
        <Row label={details.boardSlots}>{boardSlots.length === 0 ? words.noSlots : boardSlots.join(', ')}</Row>
      )}
      {drifting.length > 0 && <Row label={details.drift}>{drifting.join(', ')}</Row>}
      <Row label={details.heard}>
        {lastSeenAt === null
          ? words.never
          : `${formatMoment(lastSeenAt, now, timeZone, locale)}, ${formatDuration(now - Date.parse(lastSeenAt), locale)} ${words.ago}`}
      </Row>
      <Row label={details.fw}>{fw ?? words.unknown}</Row>
      <Row label={details.signal}>{telemetry?.rssi == null ? words.unknown : words.dbm(telemetry.rssi)}</Row>
      <Row label={details.queue}>{telemetry?.queue ?? words.unknown}</Row>
      {runs !== null && <Row label={details.uptime}>{formatDuration(runs, locale)}</Row>}
      {telemetry?.heapFree != null && (
        <Row label={details.heap}>{words.kib(Math.round(telemetry.heapFree / 1024))}</Row>
      )}
      {telemetry?.tempC != null && <Row label={details.temperature}>{words.celsius(telemetry.tempC)}</Row>}
      <Row label={details.settings}>{settings.length === 0 ? details.usualSettings : settings.join(', ')}</Row>
    </DataList>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue className="pw-number">{children}</DataList.ItemValue>
    </DataList.Item>
  );
}
