import { formatMoney, minorDigits } from '../../format.ts';
import { locale } from '../../texts.ts';
import { AmountField, type AmountFieldProps } from './amount-field.tsx';

interface MoneyFieldProps extends Omit<AmountFieldProps, 'unit' | 'digits' | 'most'> {
  currency: string;
  /** Minor units. */
  most?: number | undefined;
}

/** The one field for money, in major units as people write it. */
export function MoneyField({ currency, most, ...field }: MoneyFieldProps) {
  return (
    <AmountField
      {...field}
      unit={currency}
      digits={minorDigits(currency)}
      most={most === undefined ? undefined : { minor: most, text: formatMoney(most, currency, locale) }}
    />
  );
}
