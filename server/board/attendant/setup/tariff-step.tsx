import { Select, SimpleGrid, Skeleton } from '@mantine/core';
import { useState } from 'react';
import type { LotView } from '../../../../shared/http/api.ts';
import type { TariffChangeBody } from '../../../../shared/http/tariff.ts';
import { MoneyField } from '../money/money-field.tsx';
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
  const [rate, setRate] = useState(tariff?.ratePerHourMinor ?? null);
  const [cap, setCap] = useState(tariff?.dailyCapMinor ?? null);
  const [step, setStep] = useState(tariff?.incrementSeconds ?? 900);
  const [grace, setGrace] = useState(tariff?.graceSeconds ?? 300);
  const change: TariffChangeBody | null =
    rate === null || Number.isNaN(rate) || Number.isNaN(cap)
      ? null
      : { ratePerHourMinor: rate, incrementSeconds: step, graceSeconds: grace, dailyCapMinor: cap };
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
        <MoneyField label={mine.rate} currency={currency} testId="rate" value={rate} onChange={setRate} />
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
        <MoneyField
          label={mine.cap}
          hint={mine.capHint}
          currency={currency}
          mayBeEmpty
          testId="cap"
          value={cap}
          onChange={setCap}
        />
      </SimpleGrid>
      <PriceExample lot={props.lot} currency={currency} since={tariff?.effectiveFrom ?? null} tariff={change} />
    </StepForm>
  );
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
