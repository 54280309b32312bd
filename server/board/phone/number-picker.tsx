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
  const [isTaken, setIsTaken] = useState(true);
  // Whoever is still typing has not made a mistake yet.
  const isWrong = isTaken && normalizeNumber(typed) === null;

  function type(value: string) {
    setTyped(value);
    setIsTaken(false);
  }

  function take(value: string) {
    setIsTaken(true);
    if (normalizeNumber(value) !== null) onNumber(value.trim());
  }

  return (
    <Autocomplete
      label={texts.phone.numberLabel}
      description={texts.phone.numberHint}
      error={isWrong ? texts.phone.numberWrong : undefined}
      // Above the field, where a telephone's keyboard does not cover it.
      inputWrapperOrder={['label', 'description', 'error', 'input']}
      data={[...fictionalNumbers]}
      // All of them: they are a choice, not a completion. None where they could hide what is wrong.
      filter={({ options }) => (isWrong ? [] : options)}
      inputMode="tel"
      autoComplete="off"
      data-testid="phone-number"
      value={typed}
      onChange={type}
      onOptionSubmit={take}
      onBlur={() => take(typed)}
      onKeyDown={(event) => event.key === 'Enter' && take(typed)}
    />
  );
}
