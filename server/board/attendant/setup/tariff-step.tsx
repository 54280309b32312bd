import { Select, SimpleGrid, Skeleton, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { LotView } from '../../../../shared/http/api.ts';
import type { TariffChangeBody } from '../../../../shared/http/tariff.ts';
import { minorDigits, toMinor } from '../../format.ts';
import { changeLot, fetchLot } from './api.ts';
import { PriceExample } from './price-example.tsx';
import { StepForm } from './step-form.tsx';
import type { StepProps } from './step-props.ts';
import { useLoaded } from './use-loaded.ts';
import { words } from './words.ts';

const mine = words.tariff;
const STEPS = [1, 5, 10, 15, 30, 60];
const GRACES = [0, 5, 10, 15, 20, 30, 60];

/** What a stay costs, with examples that follow every key. */
export function TariffStep(props: StepProps) {
  const lot = useLoaded(() => fetchLot(props.lot));
  return lot === null ? <Skeleton height="18rem" /> : <TariffForm {...props} stored={lot} />;
}

function TariffForm({ stored, ...props }: StepProps & { stored: LotView }) {
  const { currency, tariff } = stored;
  const [rate, setRate] = useState(() => typedOf(tariff?.ratePerHourMinor ?? null, currency));
  const [cap, setCap] = useState(() => typedOf(tariff?.dailyCapMinor ?? null, currency));
  const [step, setStep] = useState(tariff?.incrementSeconds ?? 900);
  const [grace, setGrace] = useState(tariff?.graceSeconds ?? 300);
  const rateMinor = toMinor(rate, currency);
  const capMinor = cap.trim() === '' ? null : toMinor(cap, currency);
  const isCapWrong = cap.trim() !== '' && capMinor === null;
  const change: TariffChangeBody | null =
    rateMinor === null || isCapWrong
      ? null
      : { ratePerHourMinor: rateMinor, incrementSeconds: step, graceSeconds: grace, dailyCapMinor: capMinor };
  return (
    <StepForm
      {...props}
      text={mine.text}
      isComplete={change !== null}
      save={async () => {
        if (change !== null && !isSame(tariff, change)) await changeLot(props.lot, { tariff: change });
      }}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label={mine.rate}
          inputMode="decimal"
          name="rate"
          rightSection={currency}
          rightSectionWidth="3.5rem"
          value={rate}
          onChange={(event) => setRate(event.currentTarget.value)}
          error={rate.trim() !== '' && rateMinor === null ? mine.notMoney(currency) : null}
        />
        <Select
          label={mine.step}
          data={choices(STEPS, step)}
          value={String(step)}
          onChange={(value) => value !== null && setStep(Number(value))}
          allowDeselect={false}
        />
        <Select
          label={mine.grace}
          data={choices(GRACES, grace)}
          value={String(grace)}
          onChange={(value) => value !== null && setGrace(Number(value))}
          allowDeselect={false}
        />
        <TextInput
          label={mine.cap}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={mine.capHint}
          inputMode="decimal"
          name="cap"
          rightSection={currency}
          rightSectionWidth="3.5rem"
          value={cap}
          onChange={(event) => setCap(event.currentTarget.value)}
          error={isCapWrong ? mine.notMoney(currency) : null}
        />
      </SimpleGrid>
      <PriceExample lot={props.lot} currency={currency} since={tariff?.effectiveFrom ?? null} tariff={change} />
    </StepForm>
  );
}

/** Minor units as somebody would type them: 1250 USD is 12.50. */
function typedOf(minor: number | null, currency: string): string {
  if (minor === null) return '';
  const digits = minorDigits(currency);
  return (minor / 10 ** digits).toFixed(minor % 10 ** digits === 0 ? 0 : digits);
}

/** Lengths in minutes to choose from, as seconds; what is set already is among them. */
function choices(minutes: readonly number[], current: number): { value: string; label: string }[] {
  const all = [...new Set([...minutes, current / 60])].sort((a, b) => a - b);
  return all.map((one) => ({
    value: String(one * 60),
    label: one === 0 ? mine.noGrace : one === 60 ? mine.hour : mine.minutes(one),
  }));
}

function isSame(tariff: LotView['tariff'], change: TariffChangeBody): boolean {
  return (
    tariff !== null && Object.entries(change).every(([key, value]) => tariff[key as keyof typeof tariff] === value)
  );
}
