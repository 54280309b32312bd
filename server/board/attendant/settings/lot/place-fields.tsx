import { Checkbox, Group, Select, TextInput } from '@mantine/core';
import { language } from '../../../language.ts';
import type { LotView } from './api.ts';
import classes from './lot-section.module.css';
import { words } from './words.ts';

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
const currencyName = new Intl.DisplayNames(language, { type: 'currency' });
const countryName = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
const currencies = Intl.supportedValuesOf('currency').map((code) => ({
  value: code,
  label: `${code} – ${currencyName.of(code)}`,
}));

/** Those there are, and one a lot has that this browser does not know. */
const zonesWith = (zone: string): string[] => (zones.includes(zone) ? zones : [zone, ...zones]);

interface ZoneProps {
  timeZone: string;
  currency: string;
  onChange: (change: { timeZone?: string; currency?: string }) => void;
}

/** The clock and the money of a lot. */
export function ZoneAndCurrency({ timeZone, currency, onChange }: ZoneProps) {
  return (
    <>
      <Select
        label={words.timeZone}
        description={words.timeZoneHint}
        searchable
        allowDeselect={false}
        data={zonesWith(timeZone)}
        limit={100}
        data-testid="setting-timeZone"
        value={timeZone}
        onChange={(zone) => zone !== null && onChange({ timeZone: zone })}
      />
      <Select
        label={words.currency}
        description={words.currencyHint}
        searchable
        allowDeselect={false}
        data={currencies}
        data-testid="setting-currency"
        value={currency}
        onChange={(code) => code !== null && onChange({ currency: code })}
      />
    </>
  );
}

/** What a country's two letters stand for; null where they stand for none. */
function nameOfCountry(code: string): string | null {
  try {
    return countryName.of(code) ?? null;
  } catch {
    return null;
  }
}

/** Whether two letters may be a country's; the server knows for certain. */
export const isCountry = (code: string | null): boolean => code === null || /^[A-Z]{2}$/.test(code);

interface PlaceFieldsProps {
  shown: LotView;
  onChange: (change: Partial<LotView>) => void;
}

/** What the lot is called, where and whose it is, and what drivers are asked. */
export function PlaceFields({ shown, onChange }: PlaceFieldsProps) {
  const country = shown.country === null ? null : nameOfCountry(shown.country);
  return (
    <div className={classes['grid']}>
      <TextInput
        label={words.name}
        description={words.nameHint}
        maxLength={100}
        error={shown.name.trim() === ''}
        data-testid="setting-name"
        value={shown.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        label={words.contact}
        description={words.contactHint}
        maxLength={200}
        data-testid="setting-contact"
        value={shown.contact ?? ''}
        onChange={(event) => onChange({ contact: event.currentTarget.value === '' ? null : event.currentTarget.value })}
      />
      <ZoneAndCurrency timeZone={shown.timeZone} currency={shown.currency} onChange={onChange} />
      <TextInput
        label={words.country}
        description={words.countryHint}
        maxLength={2}
        rightSection={country}
        rightSectionWidth={160}
        error={!isCountry(shown.country)}
        data-testid="setting-country"
        value={shown.country ?? ''}
        onChange={(event) => onChange({ country: event.currentTarget.value.toUpperCase() || null })}
      />
      <Checkbox.Group
        label={words.requires}
        description={words.requiresHint}
        value={shown.requires}
        onChange={(requires) => onChange({ requires: requires as LotView['requires'] })}
      >
        <Group mt="xs">
          {(['name', 'phone', 'plate'] as const).map((one) => (
            <Checkbox key={one} value={one} label={words.required[one]} data-testid={`requires-${one}`} />
          ))}
        </Group>
      </Checkbox.Group>
    </div>
  );
}
