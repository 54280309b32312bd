import { Select, SimpleGrid, Skeleton, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { LotView } from '../../../../shared/http/api.ts';
import { changeLot, fetchLot } from './api.ts';
import { countryChoices, currencyChoices, ownCountry, ownTimeZone, timeZoneChoices, usualCurrency } from './places.ts';
import { StepForm } from './step-form.tsx';
import type { StepProps } from './step-props.ts';
import { useLoaded } from './use-loaded.ts';
import { words } from './words.ts';

const mine = words.lot;
type Place = Pick<LotView, 'name' | 'country' | 'timeZone' | 'currency'>;

/** What the car park is called and where it is. */
export function LotStep(props: StepProps) {
  const lot = useLoaded(() => fetchLot(props.lot));
  return lot === null ? <Skeleton height="16rem" /> : <LotForm {...props} stored={lot} />;
}

function LotForm({ stored, ...props }: StepProps & { stored: LotView }) {
  const { countries, currencyIsFixed } = props.setUp;
  const [place, setPlace] = useState<Place>(() => proposed(stored, countries, currencyIsFixed));
  const choices = useMemo(
    () => ({ countries: countryChoices(countries), zones: timeZoneChoices(), currencies: currencyChoices() }),
    [countries],
  );
  const set = (parts: Partial<Place>) => setPlace((before) => ({ ...before, ...parts }));
  const settle = (country: string | null) => {
    const currency = country === null || currencyIsFixed ? null : usualCurrency(country);
    set({ country, ...(currency === null ? {} : { currency }) });
  };
  return (
    <StepForm
      {...props}
      text={mine.text}
      isComplete={place.name.trim() !== ''}
      save={async () => void (await changeLot(props.lot, changed(stored, { ...place, name: place.name.trim() })))}
    >
      <TextInput
        label={mine.name}
        name="lot-name"
        maxLength={100}
        required
        withAsterisk={false}
        value={place.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Select
        label={mine.country}
        description={mine.countryHint}
        data={choices.countries}
        value={place.country}
        onChange={settle}
        searchable
        clearable
        nothingFoundMessage={mine.nothing}
        data-testid="set-up-country"
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select
          label={mine.timeZone}
          data={choices.zones}
          value={place.timeZone}
          onChange={(timeZone) => timeZone !== null && set({ timeZone })}
          searchable
          allowDeselect={false}
          nothingFoundMessage={mine.nothing}
          data-testid="set-up-time-zone"
        />
        <Select
          label={mine.currency}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={currencyIsFixed ? mine.currencyFixed : mine.currencyHint}
          data={choices.currencies}
          value={place.currency}
          onChange={(currency) => currency !== null && set({ currency })}
          searchable
          allowDeselect={false}
          disabled={currencyIsFixed}
          nothingFoundMessage={mine.nothing}
          data-testid="set-up-currency"
        />
      </SimpleGrid>
    </StepForm>
  );
}

/** Where nobody has said anything yet, what this browser knows of where it is. */
function proposed(stored: LotView, countries: readonly string[], currencyIsFixed: boolean): Place {
  const { name, country, timeZone, currency } = stored;
  const own = ownCountry();
  if (country !== null || own === null || !countries.includes(own)) return { name, country, timeZone, currency };
  return {
    name,
    country: own,
    timeZone: timeZone === 'UTC' ? ownTimeZone() : timeZone,
    currency: currencyIsFixed ? currency : (usualCurrency(own) ?? currency),
  };
}

/** Only what differs is sent. */
function changed(stored: LotView, place: Place): Partial<Place> {
  return Object.fromEntries(Object.entries(place).filter(([key, value]) => stored[key as keyof Place] !== value));
}
