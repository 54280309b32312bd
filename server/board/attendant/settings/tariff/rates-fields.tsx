import { Button, Group, Stack, Text } from '@mantine/core';
import { PlusIcon } from '../../../icons.tsx';
import pageClasses from '../../page.module.css';
import { newRate, type RateDraft } from './draft.ts';
import { RateFields } from './rate-fields.tsx';
import { words } from './words.ts';

const MOST_RATES = 24;

interface RatesFieldsProps {
  rates: readonly RateDraft[];
  currency: string;
  onChange: (rates: RateDraft[]) => void;
}

/** The prices in their order, which is what decides between two that fit. */
export function RatesFields({ rates, currency, onChange }: RatesFieldsProps) {
  const moved = (index: number): RateDraft[] => {
    const before = rates.filter((_, n) => n !== index);
    return [...before.slice(0, index - 1), ...rates.slice(index, index + 1), ...before.slice(index - 1)];
  };
  return (
    <section className={pageClasses['card']} aria-label={words.terms.rates}>
      <h3>{words.terms.rates}</h3>
      <Stack>
        <Text size="sm">{words.ratesHint}</Text>
        {rates.length < MOST_RATES && (
          <Group>
            <Button
              variant="default"
              leftSection={<PlusIcon size="1em" />}
              data-testid="add-rate"
              onClick={() => onChange([newRate(), ...rates])}
            >
              {words.addRate}
            </Button>
          </Group>
        )}
        {rates.map((rate, index) => (
          <RateFields
            key={rate.key}
            rate={rate}
            index={index}
            isLast={index === rates.length - 1}
            currency={currency}
            onChange={(part) => onChange(rates.map((one) => (one.key === rate.key ? { ...one, ...part } : one)))}
            onRemove={() => onChange(rates.filter(({ key }) => key !== rate.key))}
            onUp={() => onChange(moved(index))}
          />
        ))}
      </Stack>
    </section>
  );
}
