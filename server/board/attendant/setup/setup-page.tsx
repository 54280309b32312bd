import { Button, Group, Paper, Stack, Stepper, Text, Title } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import type { ComponentType } from 'react';
import type { SetUpView } from '../../../../shared/http/set-up.ts';
import { Brand } from '../../brand.tsx';
import { ThemeToggle } from '../../theme-toggle.tsx';
import { confirm, tellDone, tellFailure } from '../feedback.tsx';
import { LanguageToggle } from '../language-toggle.tsx';
import { finishSetUp } from './api.ts';
import { LotStep } from './lot-step.tsx';
import { PasswordStep } from './password-step.tsx';
import classes from './setup-page.module.css';
import { SlotsStep } from './slots-step.tsx';
import type { StepProps } from './step-props.ts';
import { TariffStep } from './tariff-step.tsx';
import { words } from './words.ts';

type StepName = keyof typeof words.steps;

const forms: Readonly<Record<StepName, ComponentType<StepProps>>> = {
  password: PasswordStep,
  lot: LotStep,
  slots: SlotsStep,
  tariff: TariffStep,
};

interface SetUpPageProps {
  lot: string;
  setUp: SetUpView;
  /** The board comes next. */
  onOver: () => void;
  onLoggedOut: () => void;
}

/** Leads an admin through what a new car park needs, step by step; which one is remembered while the tab is open. */
export function SetUpPage({ lot, setUp, onOver, onLoggedOut }: SetUpPageProps) {
  const steps = (Object.keys(forms) as StepName[]).filter((name) => name !== 'password' || setUp.asksPassword);
  const [reached, setReached] = useSessionStorage({
    key: 'parkwire-set-up',
    defaultValue: 0,
    getInitialValueInEffect: false,
  });
  const active = Math.min(reached, steps.length - 1);
  const name = steps[active] ?? 'tariff';
  const Form = forms[name];
  const isLast = active === steps.length - 1;

  async function over(message: string | null) {
    try {
      await finishSetUp();
    } catch (error) {
      return tellFailure(error);
    }
    if (message !== null) tellDone(message);
    onOver();
  }

  async function skipAll() {
    const isAgreed = await confirm({ title: words.skipAll, text: words.skipAllQuestion, yes: words.skipAll });
    if (isAgreed) await over(null);
  }

  return (
    <main className={classes['page']}>
      <Paper className={classes['card']} data-testid="set-up">
        <Stack gap="lg">
          <Group justify="space-between" wrap="nowrap">
            <Brand />
            <Group gap={4} wrap="nowrap">
              <LanguageToggle />
              <ThemeToggle />
              <Button variant="subtle" color="gray" size="compact-md" onClick={skipAll} data-testid="set-up-skip-all">
                {words.skipAll}
              </Button>
            </Group>
          </Group>
          <div>
            <Title order={1} size="h3">
              {words.heading}
            </Title>
            <Text c="dimmed" size="sm">
              {words.intro(steps.length)}
            </Text>
          </div>
          <Stepper active={active} onStepClick={setReached} size="sm" aria-label={words.heading}>
            {steps.map((one, index) => (
              <Stepper.Step key={one} aria-label={`${index + 1} ${words.steps[one]}`} />
            ))}
          </Stepper>
          <Stack gap="xs">
            <Title order={2} size="h4" data-testid="set-up-heading">
              {words.stepOf(active + 1, steps.length, words.steps[name])}
            </Title>
            <Form
              key={name}
              lot={lot}
              setUp={setUp}
              isLast={isLast}
              onBack={active === 0 ? null : () => setReached(active - 1)}
              onLoggedOut={onLoggedOut}
              onDone={() => (isLast ? void over(words.done) : setReached(active + 1))}
            />
          </Stack>
        </Stack>
      </Paper>
    </main>
  );
}
