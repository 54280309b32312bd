import { Button, Group, List, Radio, Stack, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useState } from 'react';
import { EXPORT_KINDS, type ExportKind } from '../../../../shared/http/exports.ts';
import { language } from '../../language.ts';
import type { PageProps } from '../page-props.ts';
import { exportHref } from './api.ts';
import { type Days, dayIn, usualDays } from './days.ts';
import classes from './exports-page.module.css';
import { words } from './words.ts';

const PRESETS = ['today', 'yesterday', 'week', 'month', 'lastMonth'] as const;

/** A day in the page's language: the calendar's own texts are English. */
const said = (day: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(Date.parse(day.slice(0, 10)));
const whole = (day: string): string => said(day, { day: 'numeric', month: 'long', year: 'numeric' });

/** What is taken along as CSV: what, and of which days; the lot is the board's. */
export function ExportsPage({ lot, skewMs }: PageProps) {
  const [kind, setKind] = useState<ExportKind>('bookings');
  const today = dayIn(lot.timeZone, Date.now() + skewMs);
  const [days, setDays] = useState<readonly [string | null, string | null]>(() => usualDays(today).month);
  const [first, last] = days;
  const complete: Days | null = first !== null && last !== null ? [first, last] : null;

  const usual = usualDays(today);

  return (
    <section className={classes['page']} aria-label={words.heading} data-testid="exports">
      <div>
        <h2 className={classes['heading']}>{words.heading}</h2>
        <Text c="dimmed">{words.intro(lot.name)}</Text>
      </div>
      <div className={classes['form']}>
        <Radio.Group label={words.what} value={kind} onChange={(value) => setKind(value as ExportKind)}>
          <div className={classes['kinds']}>
            {EXPORT_KINDS.map((one) => (
              <Radio.Card
                key={one}
                value={one}
                className={classes['kind']}
                aria-label={words.kinds[one].name}
                data-testid={`export-${one}`}
              >
                <Group wrap="nowrap" align="flex-start" gap="sm">
                  <Radio.Indicator mt={2} />
                  <div>
                    <div className={classes['name']}>{words.kinds[one].name}</div>
                    <Text size="sm" c="dimmed">
                      {words.kinds[one].hint}
                    </Text>
                  </div>
                </Group>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
        <Stack gap="xs">
          <DatePickerInput
            type="range"
            label={words.days}
            description={words.daysHint(lot.timeZone)}
            placeholder={words.choose}
            allowSingleDateInRange
            maxDate={today}
            value={[...days]}
            onChange={setDays}
            valueFormatter={() => days.flatMap((day) => (day === null ? [] : whole(day))).join(' – ')}
            weekdayFormat={(day) => said(day, { weekday: 'short' })}
            monthLabelFormat={(day) => said(day, { month: 'long', year: 'numeric' })}
            monthsListFormat={(day) => said(day, { month: 'short' })}
            getDayAriaLabel={whole}
            ariaLabels={{ previousMonth: words.previous, nextMonth: words.next }}
            data-testid="export-days"
          />
          <Group gap="xs">
            {PRESETS.map((one) => (
              <Button
                key={one}
                size="compact-sm"
                variant="default"
                aria-pressed={complete?.join() === usual[one].join()}
                className={classes['preset']}
                onClick={() => setDays(usual[one])}
                data-testid={`export-preset-${one}`}
              >
                {words.presets[one]}
              </Button>
            ))}
          </Group>
        </Stack>
        {complete === null ? (
          <Button size="md" disabled data-testid="export-download">
            {words.download}
          </Button>
        ) : (
          <Button
            size="md"
            component="a"
            href={exportHref(lot.code, kind, complete)}
            download
            data-testid="export-download"
          >
            {words.download}
          </Button>
        )}
      </div>
      <div>
        <h3 className={classes['notes']}>{words.notes}</h3>
        <List size="sm" c="dimmed" spacing={4}>
          <List.Item>{words.private}</List.Item>
          <List.Item>{words.safe}</List.Item>
        </List>
      </div>
    </section>
  );
}
