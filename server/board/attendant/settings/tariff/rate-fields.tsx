import { Alert, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { WeekdaysField } from '../fields/weekdays-field.tsx';
import classes from '../lot/lot-section.module.css';
import { words as shared } from '../words.ts';
import type { RateDraft } from './draft.ts';
import { useErrorOf } from './field-errors.ts';
import { PriceField } from './price-field.tsx';
import { StepsFields } from './steps-fields.tsx';
import { words } from './words.ts';
import { WordsField } from './words-field.tsx';

interface RateFieldsProps {
  rate: RateDraft;
  index: number;
  isLast: boolean;
  currency: string;
  onChange: (part: Partial<RateDraft>) => void;
  onRemove: () => void;
  onUp: () => void;
}

/** One price: when it holds, and how it is sold. */
export function RateFields({ rate, index, isLast, currency, onChange, onRemove, onUp }: RateFieldsProps) {
  const title = isLast ? words.lastRate : words.rateOf(index + 1);
  const path = `rates.${index}`;
  const error = useErrorOf(path);
  return (
    <Stack gap="xs" role="group" aria-label={title} className={classes['row'] ?? ''} data-testid={`rate-${index}`}>
      <Group justify="space-between">
        <Text fw={600}>{title}</Text>
        {!isLast && (
          <Group gap="xs">
            {index > 0 && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`${words.up}: ${title}`}
                data-testid="rate-up"
                onClick={onUp}
              >
                {words.up}
              </Button>
            )}
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${shared.remove}: ${title}`}
              data-testid="rate-remove"
              onClick={onRemove}
            >
              {shared.remove}
            </Button>
          </Group>
        )}
      </Group>
      {error !== undefined && <Alert color="red">{error}</Alert>}
      {!isLast && (
        <Group align="end">
          <WeekdaysField label={shared.days} value={rate.days} onChange={(days) => onChange({ days })} />
          {(['from', 'to'] as const).map((side) => (
            <TimeInput
              key={side}
              label={shared[side]}
              error={rate[side] === ''}
              data-testid={`rate-${side}`}
              value={rate[side]}
              onChange={(event) => onChange({ [side]: event.currentTarget.value })}
            />
          ))}
          <Text size="sm" c="dimmed">
            {rate.from === rate.to && words.wholeDay}
            {rate.to < rate.from && rate.to !== '' && words.overnight}
          </Text>
        </Group>
      )}
      <Group align="end">
        <WordsField
          label={words.rateName}
          path={`${path}.name`}
          maxLength={40}
          value={rate.name}
          onChange={(name) => onChange({ name })}
          testId="rate-name"
        />
        <NativeSelect
          label={words.sold}
          data={Object.entries(words.soldAs).map(([value, label]) => ({ value, label }))}
          data-testid="rate-sold"
          value={rate.sold}
          onChange={(event) => onChange({ sold: event.currentTarget.value as RateDraft['sold'] })}
        />
        {rate.sold !== 'time' && (
          <PriceField
            label={words.flat}
            currency={currency}
            path={`${path}.flatMinor`}
            value={rate.flatMinor}
            onChange={(flatMinor) => onChange({ flatMinor })}
            testId="rate-flat"
          />
        )}
      </Group>
      {rate.sold === 'time' && (
        <StepsFields
          steps={rate.steps}
          currency={currency}
          path={`${path}.steps`}
          onChange={(steps) => onChange({ steps })}
        />
      )}
    </Stack>
  );
}
