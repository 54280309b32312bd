import { Alert, Anchor, Badge, Button, EmptyState, Group, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { BoardSnapshot } from '../../../../shared/live/board-events.ts';
import { ApiError, changeCase, fetchCases, type ReportedCase } from '../../api-client.ts';
import { formatMoment } from '../../format.ts';
import { useNow } from '../../live/clock.ts';
import { locale, texts } from '../../texts.ts';
import type { PageProps } from '../page-props.ts';
import classes from './cases-page.module.css';

const words = texts.cases;
type Shown = ReportedCase['state'] | 'all';

/** Problems that drivers reported, each with its number; the driver is told of each change. */
export function CasesPage({ lot, skewMs }: PageProps) {
  const [shown, setShown] = useState<Shown>('open');
  const [cases, setCases] = useState<readonly ReportedCase[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const load = useCallback(
    () =>
      fetchCases(shown === 'all' ? null : shown)
        .then(setCases)
        .catch((error: unknown) => setFailure(error instanceof ApiError ? error.message : String(error))),
    [shown],
  );
  useEffect(() => void load(), [load]);

  async function change(id: string, to: Parameters<typeof changeCase>[1]): Promise<void> {
    setFailure(null);
    try {
      await changeCase(id, to);
    } catch (error) {
      setFailure(error instanceof ApiError ? error.message : String(error));
    }
    await load();
  }

  return (
    <section className={classes['page']} aria-label={words.heading} data-testid="cases">
      <Group justify="space-between">
        <h2 className={classes['heading']}>{words.heading}</h2>
        <SegmentedControl
          aria-label={words.filter}
          data={(['open', 'in-progress', 'solved', 'all'] as const).map((value) => ({
            value,
            label: words.states[value],
          }))}
          value={shown}
          onChange={(value) => setShown(value as Shown)}
        />
      </Group>
      {failure !== null && (
        <Alert color="red" role="alert">
          {failure}
        </Alert>
      )}
      {cases === null && <Skeleton height="10rem" radius="md" />}
      {cases?.length === 0 && <EmptyState title={words.empty} role="status" py="xl" />}
      <ul className={classes['cases']}>
        {cases?.map((one) => (
          <li key={one.id}>
            <Case reported={one} lot={lot} skewMs={skewMs} onChange={(to) => change(one.id, to)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface CaseProps {
  reported: ReportedCase;
  lot: BoardSnapshot['lot'];
  skewMs: number;
  onChange: (to: Parameters<typeof changeCase>[1]) => Promise<void>;
}

function Case({ reported, lot, skewMs, onChange }: CaseProps) {
  const { number, words: said, driver, media, state, openedAt, answer } = reported;
  const now = useNow() + skewMs;
  const [text, setText] = useState('');
  const tell = async (to: ReportedCase['state']) => {
    await onChange({ state: to, ...(text.trim() === '' ? {} : { answer: text.trim() }) });
    setText('');
  };
  return (
    <article className={classes['case']} data-testid={`case-${number}`}>
      <header className={classes['header']}>
        <strong className={classes['number']}>{number}</strong>
        <Badge variant="light">{words.states[state]}</Badge>
        <span className={classes['soft']}>
          {driver.replace(/^whatsapp_/, '')}, {formatMoment(openedAt, now, lot.timeZone, locale)}
        </span>
      </header>
      <p className={classes['words']}>{said === '' ? words.noWords : said}</p>
      {media.map(({ source, contentType }, index) => (
        <MediaLink key={source} source={source} label={words.media(index + 1, contentType)} />
      ))}
      {answer !== null && <p className={classes['soft']}>{words.answered(answer)}</p>}
      <Group gap="xs" align="flex-end">
        <TextInput
          className={classes['field']}
          size="sm"
          aria-label={words.answer}
          placeholder={words.answer}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {state !== 'in-progress' && (
          <Button size="sm" variant="default" onClick={() => void tell('in-progress')}>
            {words.work}
          </Button>
        )}
        {state !== 'solved' && (
          <Button size="sm" onClick={() => void tell('solved')}>
            {words.solve}
          </Button>
        )}
      </Group>
    </article>
  );
}

/** Only addresses of the web lead anywhere; what a channel names by an id alone is named. */
function MediaLink({ source, label }: { source: string; label: string }) {
  if (!source.startsWith('https://')) return <p className={classes['soft']}>{label}</p>;
  return (
    <Anchor href={source} target="_blank" rel="noreferrer noopener" size="sm">
      {label}
    </Anchor>
  );
}
