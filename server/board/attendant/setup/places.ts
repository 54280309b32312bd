import { language } from '../../language.ts';

/** One entry of a list to choose from. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What people pay with where they are; anything else is chosen by hand. */
const USUAL_CURRENCY: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' ').map((country) => [country, 'EUR']),
  ),
  ...{ AE: 'AED', AU: 'AUD', BD: 'BDT', BR: 'BRL', CA: 'CAD', CH: 'CHF', GB: 'GBP', ID: 'IDR', IN: 'INR', JP: 'JPY' },
  ...{ KE: 'KES', KW: 'KWD', LK: 'LKR', MX: 'MXN', MY: 'MYR', NG: 'NGN', NP: 'NPR', NZ: 'NZD', OM: 'OMR', PH: 'PHP' },
  ...{ PK: 'PKR', PL: 'PLN', QA: 'QAR', SA: 'SAR', SG: 'SGD', TH: 'THB', TR: 'TRY', US: 'USD', VN: 'VND', ZA: 'ZAR' },
};

/** A country's usual currency; null where none is known. */
export const usualCurrency = (country: string): string | null => USUAL_CURRENCY[country] ?? null;

/** Where this browser is, as far as it says. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
export const ownCountry = (): string | null =>
  navigator.languages.flatMap((tag) => new Intl.Locale(tag).region ?? [])[0] ?? null;

/** The countries by their names in the page's language, in the order of these. */
export function countryChoices(codes: readonly string[]): Choice[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  return sorted(codes.map((value) => ({ value, label: names.of(value) ?? value })));
}

/** Every currency with its name; its code comes first, because that is what people look for. */
export function currencyChoices(): Choice[] {
  const names = new Intl.DisplayNames(language, { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((value) => ({
    value,
    label: `${value} – ${names.of(value) ?? value}`,
  }));
}

export function timeZoneChoices(): Choice[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((value) => ({
    value,
    label: value.replaceAll('_', ' '),
  }));
}

function sorted(choices: readonly Choice[]): Choice[] {
  return [...choices].sort((a, b) => a.label.localeCompare(b.label, language));
}
