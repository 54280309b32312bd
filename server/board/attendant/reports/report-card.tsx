import { Alert, Button, EmptyState, Group, SegmentedControl, Skeleton, Table } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { ArrowInIcon } from '../../icons.tsx';
import { csvOf, type Sheet } from './csv.ts';
import classes from './reports.module.css';
import type { Loaded } from './use-report.ts';
import { words } from './words.ts';

/** What a report shows: the same numbers as a chart, as a table and as a file. */
export interface Shown {
  readonly sheet: Sheet;
  /** Nothing happened: there is nothing to draw. */
  readonly isEmpty: boolean;
  readonly hint?: string;
  /** Left out where the table says it best. */
  readonly chart?: ReactNode;
  readonly beside?: ReactNode;
}

interface ReportCardProps<T> {
  /** In the name of the file, and how tests find it. */
  name: string;
  title: string;
  loaded: Loaded<T>;
  isWide?: boolean;
  /** Behind `parkwire-` and before `.csv`. */
  fileOf: (name: string) => string;
  view: (report: T) => Shown;
}

/** One report with its chart, its table and its file. */
export function ReportCard<T>({ name, title, loaded, isWide = false, fileOf, view }: ReportCardProps<T>) {
  const heading = useId();
  const [form, setForm] = useState<'chart' | 'table'>('chart');
  const shown = loaded.state === 'there' ? view(loaded.report) : null;
  const asTable = form === 'table' || shown?.chart === undefined;
  return (
    <section
      className={classes['card']}
      aria-labelledby={heading}
      aria-busy={loaded.state === 'loading'}
      data-wide={isWide}
      data-testid={`report-${name}`}
    >
      <header className={classes['cardHeader']}>
        <h3 id={heading} className={classes['title']}>
          {title}
        </h3>
        {shown !== null && !shown.isEmpty && (
          <Group gap="xs" wrap="nowrap">
            {shown.chart !== undefined && (
              <SegmentedControl
                size="xs"
                aria-label={words.shown(title)}
                data={[
                  { value: 'chart', label: words.chart },
                  { value: 'table', label: words.table },
                ]}
                value={form}
                onChange={(value) => setForm(value as 'chart' | 'table')}
              />
            )}
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<ArrowInIcon size="1em" />}
              aria-label={words.csvOf(title)}
              onClick={() => save(`parkwire-${fileOf(name)}.csv`, csvOf(shown.sheet))}
            >
              {words.csv}
            </Button>
          </Group>
        )}
      </header>
      {loaded.state === 'loading' && <Skeleton height="16rem" radius="md" role="status" aria-label={words.loading} />}
      {loaded.state === 'failed' && (
        <Alert color="red" role="alert" title={words.failed}>
          {loaded.why}
          <Button mt="xs" size="compact-sm" variant="default" onClick={loaded.again}>
            {words.retry}
          </Button>
        </Alert>
      )}
      {shown?.isEmpty === true && <EmptyState title={words.noData} py="lg" />}
      {shown?.isEmpty === false && (
        <>
          {shown.hint !== undefined && <p className={classes['hint']}>{shown.hint}</p>}
          {asTable ? (
            <SheetTable sheet={shown.sheet} title={title} />
          ) : (
            <div role="img" aria-label={words.chartOf(title)} className={classes['chart']}>
              {shown.chart}
            </div>
          )}
        </>
      )}
      {shown?.beside}
    </section>
  );
}

function SheetTable({ sheet, title }: { sheet: Sheet; title: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
    <section className={classes['scroll']} aria-label={title} tabIndex={0}>
      <Table striped stickyHeader horizontalSpacing="sm" verticalSpacing={6} className={classes['table']}>
        <Table.Thead>
          <Table.Tr>
            {sheet.columns.map(({ label, isNumber }) => (
              <Table.Th key={label} scope="col" data-number={isNumber}>
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sheet.rows.map((row) => (
            <Table.Tr key={row.map(({ shown }) => shown).join('|')}>
              {row.map(({ shown }, n) => {
                const column = sheet.columns[n];
                return (
                  <Table.Td key={column?.label} data-number={column?.isNumber}>
                    {shown}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
