import { MoneyField } from '../../money/money-field.tsx';
import type { Figure } from './draft.ts';
import { useErrorOf } from './field-errors.ts';

interface PriceFieldProps {
  label: string;
  hint?: string;
  currency: string;
  /** Where it stands in the body. */
  path: string;
  mayBeEmpty?: boolean;
  value: Figure;
  onChange: (minor: Figure) => void;
  testId: string;
}

/** An amount of the tariff, with what the server says of it. */
export function PriceField({ path, ...field }: PriceFieldProps) {
  return <MoneyField {...field} error={useErrorOf(path)} />;
}
