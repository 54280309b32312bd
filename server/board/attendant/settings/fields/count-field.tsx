import { NumberInput, Text } from '@mantine/core';
import { useState } from 'react';
import { words } from '../words.ts';

interface CountFieldProps {
  label: string;
  hint?: string | undefined;
  /** Behind the figure, such as `min`. */
  unit?: string | undefined;
  min: number;
  max: number;
  /** Digits after the point; none where it is left out. */
  digits?: number;
  value: number | null;
  /** An empty field means none; without it, it is a mistake. */
  mayBeEmpty?: boolean;
  /** NaN while what stands there is out of bounds. */
  onChange: (value: number | null) => void;
  /** What was found wrong elsewhere, such as by the server. */
  error?: string | undefined;
  testId: string;
}

/** A figure within bounds. */
export function CountField(props: CountFieldProps) {
  const { label, hint, unit, min, max, digits = 0, value, mayBeEmpty = false, onChange, error, testId } = props;

  // What is out of bounds stays as it was typed.
  const [typed, setTyped] = useState<string | number>(value ?? '');

  function read(next: string | number): void {
    setTyped(next);
    const isRight = typeof next === 'number' && next >= min && next <= max;
    if (next === '' && mayBeEmpty) onChange(null);
    else onChange(isRight ? next : Number.NaN);
  }

  return (
    <NumberInput
      label={label}
      description={hint}
      allowNegative={min < 0}
      decimalScale={digits}
      hideControls
      clampBehavior="none"
      rightSection={unit && <Text size="sm">{unit}</Text>}
      rightSectionWidth={unit === undefined ? undefined : 72}
      error={Number.isNaN(value) ? words.outOfBounds(min, max) : error}
      data-testid={testId}
      value={typed}
      onChange={read}
    />
  );
}
