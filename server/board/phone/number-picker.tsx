import { Autocomplete } from '@mantine/core';
import { useState } from 'react';
import { texts } from '../texts.ts';
import { fictionalNumbers, normalizeNumber } from './phone-number.ts';

interface NumberPickerProps {
  /** As it was typed or chosen. */
  number: string;
  onNumber: (number: string) => void;
}

/** Which driver the phone belongs to: a ready-made number, or any other. */
export function NumberPicker({ number, onNumber }: NumberPickerProps) {
  const [typed, setTyped] = useState(number);
  const isWrong = normalizeNumber(typed) === null;

  function take(value: string) {
    if (normalizeNumber(value) !== null) onNumber(value.trim());
  }

  return (
    <Autocomplete
      label={texts.phone.numberLabel}
      description={texts.phone.numberHint}
      error={isWrong ? texts.phone.numberWrong : undefined}
      data={[...fictionalNumbers]}
      // All of them, always: they are a choice, not a completion.
      filter={({ options }) => options}
      inputMode="tel"
      autoComplete="off"
      data-testid="phone-number"
      value={typed}
      onChange={setTyped}
      onOptionSubmit={take}
      onBlur={() => take(typed)}
      onKeyDown={(event) => event.key === 'Enter' && take(typed)}
    />
  );
}
