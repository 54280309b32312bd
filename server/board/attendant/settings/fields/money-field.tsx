import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { minorText, toMinor } from '../../../format.ts';
import { words } from '../words.ts';

interface MoneyFieldProps {
  label: string;
  hint?: string | undefined;
  currency: string;
  /** Minor units; null where there is none. */
  value: number | null;
  /** An empty field means none; without it, it is a mistake. */
  mayBeEmpty?: boolean;
  /** NaN while what stands there is no amount. */
  onChange: (minor: number | null) => void;
  testId: string;
}

/**
 * An amount in major units, as people write it; minor units come out of its digits and never of a product. A field for text,
 * because one for figures drops the comma of a pasted `1,15`.
 */
export function MoneyField({ label, hint, currency, value, mayBeEmpty = false, onChange, testId }: MoneyFieldProps) {
  const [typed, setTyped] = useState(value === null ? '' : minorText(value, currency));

  function read(next: string): void {
    setTyped(next);
    const text = next.trim();
    onChange(text === '' && mayBeEmpty ? null : (toMinor(text, currency) ?? Number.NaN));
  }

  return (
    <TextInput
      label={label}
      description={hint}
      inputMode="decimal"
      autoComplete="off"
      rightSection={<Text size="sm">{currency}</Text>}
      rightSectionWidth={56}
      error={Number.isNaN(value) && words.noAmount}
      data-testid={testId}
      value={typed}
      onChange={(event) => read(event.currentTarget.value)}
      onBlur={() => value !== null && !Number.isNaN(value) && setTyped(minorText(value, currency))}
    />
  );
}
