import { Alert, SegmentedControl } from '@mantine/core';
import { DatePickerInput, DatesProvider } from '@mantine/dates';
import 'dayjs/locale/hi';
import { useId, useState } from 'react';
import { language } from '../../language.ts';
import { type Choice, choices, type Days, daysOf, LONGEST_DAYS, lengthOf } from './days.ts';
import { longDay, spanName } from './looks.ts';
import classes from './reports.module.css';
import { useNarrow } from './use-narrow.ts';
import { words } from './words.ts';

interface PeriodPickerProps {
  choice: Choice;
  days: Days;
  today: string;
  onChange: (choice: Choice, days: Days) => void;
}

/** Chooses the days: one of the usual spans, or any. */
export function PeriodPicker({ choice, days, today, onChange }: PeriodPickerProps) {
  /** The first of two days is chosen and the second not yet. */
  const [half, setHalf] = useState<string | null>(null);
  const isNarrow = useNarrow();
  const [isTooLong, setTooLong] = useState(false);

  const id = useId();
  const shown = half === null ? spanName(days) : `${longDay(half)} –`;

  function choose(next: Choice): void {
    setTooLong(false);
    onChange(next, next === 'custom' ? days : daysOf(next, today));
  }
  function pick([from, to]: [string | null, string | null]): void {
    const chosen = from === null || to === null ? null : { from, to };
    const isTooMany = chosen !== null && lengthOf(chosen) > LONGEST_DAYS;
    setHalf(chosen === null ? from : null);
    setTooLong(isTooMany);
    if (chosen !== null && !isTooMany) onChange('custom', chosen);
  }

  return (
    <>
      <SegmentedControl
        className={classes['period'] ?? ''}
        size={isNarrow ? 'xs' : 'sm'}
        aria-label={words.period}
        data-testid="period"
        data={choices.map((value) => ({ value, label: words.choices[value] }))}
        value={choice}
        onChange={(value) => choose(value as Choice)}
      />
      {choice === 'custom' && (
        <DatesProvider settings={{ locale: language, firstDayOfWeek: 1, weekendDays: [] }}>
          <DatePickerInput
            type="range"
            size="sm"
            // The calendar is named by the button that opens it.
            id={id}
            popoverProps={{ id }}
            aria-label={`${words.pick}: ${shown}`}
            data-testid="days"
            valueFormatter={() => shown}
            hideOutsideDates
            allowSingleDateInRange
            maxDate={today}
            value={half === null ? [days.from, days.to] : [half, null]}
            onChange={pick}
            ariaLabels={{ previousMonth: words.previousMonth, nextMonth: words.nextMonth }}
          />
        </DatesProvider>
      )}
      {isTooLong && (
        <Alert color="red" role="alert" p="xs">
          {words.tooLong(LONGEST_DAYS)}
        </Alert>
      )}
    </>
  );
}
