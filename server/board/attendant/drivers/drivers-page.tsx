import { Anchor, Badge, EmptyState, Group, Skeleton, Table, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Driver } from '../../../../shared/http/api.ts';
import { driverLabel, formatDay, formatMoney } from '../../format.ts';
import { SearchIcon } from '../../icons.tsx';
import { usePolled } from '../../live/use-polled.ts';
import { locale } from '../../texts.ts';
import classes from '../page.module.css';
import type { PageProps } from '../page-props.ts';
import { hrefOf, useViewRest } from '../view.ts';
import { WideTable } from '../wide-table.tsx';
import { fetchDrivers } from './api.ts';
import { DriverProfile } from './driver-profile.tsx';
import { words } from './words.ts';

const waitMs = 200;
const pollMs = 30_000;

/** Who parks here; behind each the profile with wallet, bookings and messages. */
export function DriversPage(props: PageProps) {
  const chosen = useViewRest();
  return chosen === '' ? <DriverList {...props} /> : <DriverProfile key={chosen} id={chosen} {...props} />;
}

function DriverList({ lot }: PageProps) {
  const [typed, setTyped] = useState('');
  const [wanted] = useDebouncedValue(typed.trim(), waitMs);
  const { value: drivers } = usePolled(() => fetchDrivers(wanted), wanted, pollMs);
  return (
    <section className={classes['page']} aria-label={words.heading} data-testid="drivers">
      <Group justify="space-between">
        <h2 className={classes['heading']}>{words.heading}</h2>
        <TextInput
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          leftSection={<SearchIcon size="1.1em" />}
          data-testid="find-driver"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </Group>
      {drivers === null && <Skeleton height="12rem" radius="md" role="status" aria-label={words.loading} />}
      {drivers?.length === 0 && <EmptyState title={words.empty} role="status" py="xl" />}
      {drivers !== null && drivers.length > 0 && (
        <WideTable label={words.heading} minWidth={420} highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.columns.driver}</Table.Th>
              <Table.Th>{words.columns.plate}</Table.Th>
              <Table.Th ta="end">{words.columns.balance}</Table.Th>
              <Table.Th visibleFrom="sm">{words.columns.since}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {drivers.map((driver) => (
              <Row key={driver.id} driver={driver} timeZone={lot.timeZone} />
            ))}
          </Table.Tbody>
        </WideTable>
      )}
    </section>
  );
}

function Row({ driver, timeZone }: { driver: Driver; timeZone: string }) {
  const { id, phone, plate, balanceMinor, currency, blockedAt, createdAt } = driver;
  const name = driverLabel(driver);
  return (
    <Table.Tr data-testid="driver-row">
      <Table.Td>
        <Anchor href={hrefOf('drivers', id)} fw={600}>
          {name}
        </Anchor>{' '}
        {blockedAt !== null && (
          <Badge color="red" variant="light">
            {words.blocked}
          </Badge>
        )}
        {phone !== null && phone !== name && <div className={classes['soft']}>{phone}</div>}
      </Table.Td>
      <Table.Td className={classes['mono']}>{plate ?? '—'}</Table.Td>
      <Table.Td ta="end" className="pw-number" data-owes={balanceMinor < 0}>
        {formatMoney(balanceMinor, currency, locale)}
      </Table.Td>
      <Table.Td visibleFrom="sm">{formatDay(createdAt, timeZone, locale)}</Table.Td>
    </Table.Tr>
  );
}
