import { Switch } from '@mantine/core';
import { MoneyField } from '../../money/money-field.tsx';
import { CountField } from '../fields/count-field.tsx';
import { fieldWords } from './field-words.ts';
import { kinds, type SimpleKey } from './fields.ts';
import { words } from './words.ts';

export type SettingValue = number | boolean | null;

interface SettingFieldProps {
  name: SimpleKey;
  currency: string;
  value: SettingValue;
  /** NaN while what stands there cannot be saved. */
  onChange: (value: SettingValue) => void;
}

/** One setting: what it is called, what it does, and the field its kind takes. */
export function SettingField({ name, currency, value, onChange }: SettingFieldProps) {
  const field = kinds[name];
  const [label, hint] = fieldWords[name];
  const shared = { label, hint, testId: `setting-${name}` };
  const figure = typeof value === 'number' ? value : null;
  switch (field.kind) {
    case 'switch':
      return (
        <Switch
          label={label}
          description={hint}
          data-testid={shared.testId}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'money':
      return <MoneyField {...shared} currency={currency} value={figure} onChange={onChange} />;
    case 'count': {
      const { unit, ...bounds } = field;
      return <CountField {...shared} {...bounds} unit={unit && words.units[unit]} value={figure} onChange={onChange} />;
    }
  }
}
