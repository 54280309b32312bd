import { Accordion, Badge, Group, Table, Text } from '@mantine/core';
import type { AuditEntryView } from '../../../../shared/http/staff.ts';
import { formatMoment } from '../../format.ts';
import { locale } from '../../texts.ts';
import classes from './audit.module.css';
import { words } from './audit-words.ts';
import { changesOf } from './changes.ts';

interface AuditEntryProps {
  entry: AuditEntryView;
  now: number;
  timeZone: string;
  isOpen: boolean;
}

/** What people call the thing that was changed: a booking by its reference, staff by their login. */
function nameIn(state: unknown): string | null {
  const { reference, login } = (state ?? {}) as { reference?: unknown; login?: unknown };
  return [reference, login].find((one): one is string => typeof one === 'string') ?? null;
}

/** One change: when, who and what; the fields that differ behind it. */
export function AuditEntry({ entry, now, timeZone, isOpen }: AuditEntryProps) {
  const { id, at, by, action, subject, lot, before, after } = entry;
  const name = nameIn(after) ?? nameIn(before);
  return (
    <Accordion.Item value={id} data-testid="audit-entry" data-action={action}>
      <Accordion.Control>
        <Group gap="xs">
          <time className={classes['when']} dateTime={at}>
            {formatMoment(at, now, timeZone, locale)}
          </time>
          <Badge variant="light" tt="none">
            {words.people[by] ?? by}
          </Badge>
          <Text fw={600} span>
            {words.actions[action] ?? action}
          </Text>
          <span className={classes['subject']}>{name ?? subject}</span>
          {lot !== null && !subject.startsWith(lot) && <span className={classes['subject']}>{lot}</span>}
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        {isOpen && name !== null && <Text className={classes['subject']}>{subject}</Text>}
        {isOpen && (
          <Changes
            before={before}
            after={after}
            tellTime={(moment) => formatMoment(new Date(moment).toISOString(), now, timeZone, locale)}
          />
        )}
      </Accordion.Panel>
    </Accordion.Item>
  );
}

interface ChangesProps {
  before: unknown;
  after: unknown;
  tellTime: (at: number) => string;
}

function Changes({ before, after, tellTime }: ChangesProps) {
  const changes = changesOf(before, after, tellTime);
  if (changes.length === 0) return <Text size="sm">{words.noDetails}</Text>;
  return (
    <Table.ScrollContainer type="native" minWidth={420} tabIndex={0} role="region" aria-label={words.details}>
      <Table verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.field}</Table.Th>
            <Table.Th>{words.before}</Table.Th>
            <Table.Th>{words.after}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map((change) => (
            <Table.Tr key={change.field}>
              <Table.Td className={classes['field']}>{change.field === '' ? words.whole : change.field}</Table.Td>
              <Table.Td className={classes['value']}>{change.before ?? '—'}</Table.Td>
              <Table.Td className={classes['value']}>{change.after ?? '—'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
