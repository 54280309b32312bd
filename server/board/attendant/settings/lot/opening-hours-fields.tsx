import { Button, Group, Stack, Switch, Text } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import type { OpeningHoursBody } from '../../../../../shared/http/bookings.ts';
import { PlusIcon } from '../../../icons.tsx';
import { WeekdaysField } from '../fields/weekdays-field.tsx';
import { words as shared } from '../words.ts';
import classes from './lot-section.module.css';
import { words } from './words.ts';

type Band = NonNullable<OpeningHoursBody>[number];

/** A day ends where the next one begins: the field for a time of day knows no 24:00. */
const shownTime = (time: string): string => (time === '24:00' ? '00:00' : time);
const mostBands = 24;
const usualHours: Band = { from: '08:00', to: '20:00' };

/** Whether every band has a beginning and an end. */
export const areHours = (hours: OpeningHoursBody): boolean =>
  hours === null || hours.every(({ from, to }) => from !== '' && to !== '');

interface OpeningHoursFieldsProps {
  value: OpeningHoursBody;
  onChange: (hours: OpeningHoursBody) => void;
}

/** When bookings may lie. */
export function OpeningHoursFields({ value, onChange }: OpeningHoursFieldsProps) {
  const bands = value ?? [];
  const change = (index: number, band: Band) => onChange(bands.map((one, n) => (n === index ? band : one)));
  const remove = (index: number) => onChange(bands.filter((_, n) => n !== index));
  return (
    <Stack gap="sm">
      <Switch
        label={words.always}
        description={words.hoursHint}
        data-testid="always-open"
        checked={value === null}
        onChange={(event) => onChange(event.currentTarget.checked ? null : [usualHours])}
      />
      {bands.map((band, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nothing else tells two equal bands apart
        <Group key={index} role="group" aria-label={words.hoursOf(index + 1)} className={classes['row']}>
          <WeekdaysField
            label={shared.days}
            value={band.days}
            onChange={(days) => change(index, days ? { ...band, days } : { from: band.from, to: band.to })}
          />
          <TimeInput
            label={shared.from}
            error={band.from === ''}
            data-testid="hours-from"
            value={shownTime(band.from)}
            onChange={(event) => change(index, { ...band, from: event.currentTarget.value })}
          />
          <TimeInput
            label={shared.to}
            error={band.to === ''}
            data-testid="hours-to"
            value={shownTime(band.to)}
            onChange={(event) => change(index, { ...band, to: event.currentTarget.value })}
          />
          <Button
            variant="default"
            disabled={bands.length === 1}
            aria-label={`${shared.remove}: ${words.hoursOf(index + 1)}`}
            onClick={() => remove(index)}
          >
            {shared.remove}
          </Button>
          <Text size="sm" c="dimmed">
            {shownTime(band.from) === shownTime(band.to) && words.wholeDay}
            {shownTime(band.to) < shownTime(band.from) && band.to !== '' && words.overnight}
          </Text>
        </Group>
      ))}
      {value !== null && bands.length < mostBands && (
        <Group>
          <Button
            variant="default"
            leftSection={<PlusIcon size="1em" />}
            data-testid="add-hours"
            onClick={() => onChange([...bands, usualHours])}
          >
            {words.addHours}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
