import { Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useId } from 'react';
import pageClasses from '../../page.module.css';
import { words } from './words.ts';

interface WhenFieldsProps {
  /** As the clocks of the lot show it; null for now. */
  value: string | null;
  suggested: string;
  error: string | null;
  onChange: (wall: string | null) => void;
}

/** From when the draft holds. */
export function WhenFields({ value, suggested, error, onChange }: WhenFieldsProps) {
  const id = useId();
  return (
    <section className={pageClasses['card']} aria-labelledby={id}>
      <Text id={id} size="sm" fw={600} mb={6}>
        {words.when}
      </Text>
      <Group align="start">
        <SegmentedControl
          aria-labelledby={id}
          data={[
            { value: 'now', label: words.now },
            { value: 'later', label: words.later },
          ]}
          data-testid="tariff-when"
          value={value === null ? 'now' : 'later'}
          onChange={(chosen) => onChange(chosen === 'now' ? null : suggested)}
        />
        {value !== null && (
          <TextInput
            type="datetime-local"
            aria-label={words.from}
            error={error}
            data-testid="tariff-from"
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        )}
      </Group>
    </section>
  );
}
