import { useState } from 'react';
import { CountField } from '../fields/count-field.tsx';
import type { Figure } from './draft.ts';
import { useErrorOf } from './field-errors.ts';
import { words } from './words.ts';

interface LengthFieldProps {
  label: string;
  hint?: string;
  /** Where it stands in the body. */
  path: string;
  /** In seconds. */
  min: number;
  max: number;
  value: Figure;
  onChange: (seconds: Figure) => void;
  testId: string;
}

/** A length, in minutes; in seconds where it is of no whole minutes, so that none is lost. */
export function LengthField({ label, hint, path, min, max, value, onChange, testId }: LengthFieldProps) {
  const [unit] = useState(() => (value !== null && value % 60 > 0 ? 1 : 60));
  const shown = value === null || Number.isNaN(value) ? value : value / unit;
  return (
    <CountField
      label={label}
      hint={hint}
      unit={unit === 60 ? words.minutes : words.seconds}
      min={Math.ceil(min / unit)}
      max={max / unit}
      value={shown}
      onChange={(figure) => onChange(figure === null ? null : figure * unit)}
      error={useErrorOf(path)}
      testId={testId}
    />
  );
}
