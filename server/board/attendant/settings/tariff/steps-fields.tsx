import { Button, Group, Stack } from '@mantine/core';
import { words as shared } from '../words.ts';
import { newStep, type StepDraft } from './draft.ts';
import { LengthField } from './length-field.tsx';
import { PriceField } from './price-field.tsx';
import { words } from './words.ts';

const MOST_STEPS = 10;
const DAY = 86_400;

interface StepsFieldsProps {
  steps: readonly StepDraft[];
  currency: string;
  path: string;
  onChange: (steps: StepDraft[]) => void;
}

/** Time that is sold: by one price, or by one after the other. The last one goes on. */
export function StepsFields({ steps, currency, path, onChange }: StepsFieldsProps) {
  const change = (key: string, part: Partial<StepDraft>) =>
    onChange(steps.map((step) => (step.key === key ? { ...step, ...part } : step)));
  return (
    <Stack gap="xs">
      {steps.map((step, index) => (
        <Group key={step.key} role="group" aria-label={words.stepOf(index + 1)} align="end" gap="xs">
          {index < steps.length - 1 && (
            <LengthField
              label={index === 0 ? words.lasts : words.lastsNext}
              path={`${path}.${index}.forSeconds`}
              min={1}
              max={365 * DAY}
              value={step.forSeconds}
              onChange={(forSeconds) => change(step.key, { forSeconds })}
              testId="step-lasts"
            />
          )}
          <PriceField
            label={words.perHour}
            currency={currency}
            path={`${path}.${index}.ratePerHourMinor`}
            value={step.ratePerHourMinor}
            onChange={(ratePerHourMinor) => change(step.key, { ratePerHourMinor })}
            testId="step-price"
          />
          <LengthField
            label={words.increment}
            path={`${path}.${index}.incrementSeconds`}
            min={1}
            max={DAY}
            value={step.incrementSeconds}
            onChange={(incrementSeconds) => change(step.key, { incrementSeconds })}
            testId="step-increment"
          />
          {steps.length > 1 && (
            <Button
              variant="default"
              aria-label={`${shared.remove}: ${words.stepOf(index + 1)}`}
              onClick={() => onChange(steps.filter(({ key }) => key !== step.key))}
            >
              {shared.remove}
            </Button>
          )}
        </Group>
      ))}
      {steps.length < MOST_STEPS && (
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            data-testid="add-step"
            onClick={() => onChange([...steps, newStep()])}
          >
            {words.addStep}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
