import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { amountText, readAmount } from '../../amount.ts';
import { words } from './words.ts';

export interface AmountFieldProps {
  label: string;
  hint?: string | undefined;
  /** Behind the figure: a currency, or `%`. */
  unit: string;
  /** Digits behind the decimal sign. */
  digits: number;
  /** Smallest units; null where there is none. */
  value: number | null;
  /** An empty field means none; without it, it is a mistake. */
  mayBeEmpty?: boolean | undefined;
  /** The most it may be in smallest units, and how that is said. */
  most?: { readonly minor: number; readonly text: string } | undefined;
  /** NaN while what stands there is no amount. */
  onChange: (minor: number | null) => void;
  /** What was found wrong elsewhere, such as by the server. */
  error?: string | undefined;
  /** Has the focus when its dialog opens. */
  isFirst?: boolean | undefined;
  testId: string;
}

/**
 * An exact decimal figure. A field for text, because one for figures drops the comma of a pasted `1,15`; what is wrong is said
 * beneath it, and nothing is rounded.
 */
export function AmountField(props: AmountFieldProps) {
  const { label, hint, unit, digits, value, mayBeEmpty = false, most, onChange, error, isFirst, testId } = props;
  const [typed, setTyped] = useState(value === null || Number.isNaN(value) ? '' : amountText(value, digits));
  const [isTouched, setTouched] = useState(false);
  const read = readAmount(typed, digits);
  const isTooMuch = (minor: number): boolean => most !== undefined && minor > most.minor;

  function change(next: string): void {
    setTyped(next);
    setTouched(true);
    const { minor, fault } = readAmount(next, digits);
    if (fault === 'empty' && mayBeEmpty) onChange(null);
    else onChange(minor === null || isTooMuch(minor) ? Number.NaN : minor);
  }

  function fault(): string | undefined {
    if (read.minor !== null) return isTooMuch(read.minor) ? words.atMost(most?.text ?? '') : undefined;
    if (read.fault === 'empty' && (mayBeEmpty || !isTouched)) return undefined;
    return read.fault === 'too-fine' ? words.tooFine(digits) : words.faults[read.fault];
  }

  return (
    <TextInput
      label={label}
      description={hint}
      inputMode="decimal"
      autoComplete="off"
      rightSection={<Text size="sm">{unit}</Text>}
      rightSectionWidth={56}
      error={fault() ?? error}
      data-testid={testId}
      data-autofocus={isFirst || undefined}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={() => read.minor !== null && setTyped(amountText(read.minor, digits))}
    />
  );
}
