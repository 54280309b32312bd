import { Accordion, Alert, Button, EmptyState, NativeSelect, Skeleton, Switch, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import type { AuditEntryView } from '../../../../shared/http/staff.ts';
import { useNow } from '../../live/clock.ts';
import { usePolled } from '../../live/use-polled.ts';
import { spanOfDay } from '../../zone.ts';
import { wordsOf } from '../feedback.tsx';
import pageClasses from '../page.module.css';
import type { PageProps } from '../page-props.ts';
import classes from './audit.module.css';
import { type AuditQuery, fetchAudit } from './audit-api.ts';
import { AuditEntry } from './audit-entry.tsx';
import { words } from './audit-words.ts';
import { fetchStaff } from './staff-api.ts';

const waitMs = 300;
const hourMs = 3_600_000;

interface AuditSectionProps extends PageProps {
  /** Whose changes are looked for at first. */
  staff?: string;
}

const isoOf = (at: number): string => new Date(at).toISOString();

/** Who changed what and when, the newest first. */
export function AuditSection({ lot, skewMs, staff: asked = '' }: AuditSectionProps) {
  const [who, setWho] = useState(asked);
  const [kind, setKind] = useState('');
  const [subject, setSubject] = useState('');
  const [days, setDays] = useState<[string | null, string | null]>([null, null]);
  const [isHere, setHere] = useState(false);
  const [typed] = useDebouncedValue(subject.trim(), waitMs);
  const { value: staff } = usePolled(fetchStaff, '', hourMs);
  const [from, to] = days;
  const query = useMemo<AuditQuery>(
    () => ({
      lot: isHere ? lot.code : '',
      staff: who,
      action: kind,
      subject: typed,
      from: from === null ? '' : isoOf(spanOfDay(from, lot.timeZone).from),
      to: to === null ? '' : isoOf(spanOfDay(to, lot.timeZone).to),
    }),
    [isHere, lot, who, kind, typed, from, to],
  );
  const logins = [...new Set([...(staff ?? []).map(({ login }) => login), ...(asked === '' ? [] : [asked])])];

  return (
    <section className={pageClasses['page']} aria-label={words.heading} data-testid="audit">
      <h2 className={pageClasses['heading']}>{words.heading}</h2>
      <div className={classes['filters']}>
        <NativeSelect
          label={words.who}
          data={[
            { value: '', label: words.everybody },
            ...logins.map((login) => ({ value: login, label: login })),
            ...Object.entries(words.people).map(([value, label]) => ({ value, label })),
          ]}
          value={who}
          onChange={(event) => setWho(event.currentTarget.value)}
          data-testid="audit-who"
        />
        <NativeSelect
          label={words.kind}
          data={[
            { value: '', label: words.everything },
            ...Object.entries(words.kinds).map(([value, label]) => ({ value, label })),
          ]}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
          data-testid="audit-kind"
        />
        <DatePickerInput
          label={words.from}
          value={from}
          {...(to === null ? {} : { maxDate: to })}
          onChange={(day) => setDays([day, to])}
          clearable
        />
        <DatePickerInput
          label={words.to}
          value={to}
          {...(from === null ? {} : { minDate: from })}
          onChange={(day) => setDays([from, day])}
          clearable
        />
        <TextInput
          label={words.subject}
          placeholder={words.subjectHint}
          maxLength={100}
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
          data-testid="audit-subject"
        />
        <Switch label={words.onlyHere} checked={isHere} onChange={(event) => setHere(event.currentTarget.checked)} />
      </div>
      <Entries key={JSON.stringify(query)} query={query} timeZone={lot.timeZone} skewMs={skewMs} />
    </section>
  );
}

interface EntriesProps {
  query: AuditQuery;
  timeZone: string;
  skewMs: number;
}

/** The pages that were asked for so far. */
function Entries({ query, timeZone, skewMs }: EntriesProps) {
  const [entries, setEntries] = useState<readonly AuditEntryView[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [open, setOpen] = useState<string[]>([]);
  const now = useNow() + skewMs;

  useEffect(() => {
    let isCurrent = true;
    fetchAudit(query, asked).then(
      (page) => {
        if (!isCurrent) return;
        setEntries((had) => [...(had ?? []), ...page.entries]);
        setNext(page.next);
      },
      (error: unknown) => isCurrent && setFailure(wordsOf(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [query, asked]);

  if (failure !== null) {
    return (
      <Alert color="red" role="alert">
        {failure}
      </Alert>
    );
  }
  if (entries === null) return <Skeleton height="14rem" radius="md" role="status" aria-label={words.loading} />;
  if (entries.length === 0) return <EmptyState title={words.empty} role="status" py="xl" />;
  return (
    <>
      <Accordion multiple value={open} onChange={setOpen} className={classes['entries']} data-testid="audit-entries">
        {entries.map((entry) => (
          <AuditEntry key={entry.id} entry={entry} now={now} timeZone={timeZone} isOpen={open.includes(entry.id)} />
        ))}
      </Accordion>
      {next !== null && (
        <Button variant="default" onClick={() => setAsked(next)} loading={asked === next} data-testid="audit-older">
          {words.older}
        </Button>
      )}
    </>
  );
}
