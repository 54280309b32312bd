import { Chip, Group, Input, Stack } from '@mantine/core';
import { useId } from 'react';
import { weekdays } from '../../../../../shared/http/tariff.ts';
import { language } from '../../../language.ts';

export type Weekday = (typeof weekdays)[number];

/** The first of January 2024 was a Monday. */
const named = (day: Weekday, weekday: 'short' | 'long'): string =>
  new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + weekdays.indexOf(day)));

interface WeekdaysFieldProps {
  label: string;
  /** Undefined for every day. */
  value: readonly Weekday[] | undefined;
  onChange: (days: Weekday[] | undefined) => void;
}

/** Which days of the week; all of them are the same as none said. */
export function WeekdaysField({ label, value, onChange }: WeekdaysFieldProps) {
  const id = useId();
  const chosen = value ?? weekdays;

  function read(next: string[]): void {
    const days = weekdays.filter((day) => next.includes(day));
    // A band on no day would be none.
    if (days.length > 0) onChange(days.length === weekdays.length ? undefined : days);
  }

  return (
    <Stack gap={4} role="group" aria-labelledby={id}>
      <Input.Label id={id} component="div">
        {label}
      </Input.Label>
      <Chip.Group multiple value={[...chosen]} onChange={read}>
        <Group gap={6}>
          {weekdays.map((day) => (
            <Chip key={day} value={day} size="sm" variant="outline" aria-label={named(day, 'long')}>
              {named(day, 'short')}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Stack>
  );
}
