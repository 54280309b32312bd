import { TextInput } from '@mantine/core';
import { useErrorOf } from './field-errors.ts';

interface WordsFieldProps {
  label: string;
  hint?: string;
  path: string;
  maxLength: number;
  value: string;
  onChange: (text: string) => void;
  testId: string;
}

/** A name of the tariff, with what the server says of it. */
export function WordsField({ label, hint, path, maxLength, value, onChange, testId }: WordsFieldProps) {
  return (
    <TextInput
      label={label}
      description={hint}
      maxLength={maxLength}
      error={useErrorOf(path)}
      data-testid={testId}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
