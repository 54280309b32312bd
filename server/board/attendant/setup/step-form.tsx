import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiError } from '../../api-client.ts';
import { wordsOf } from '../feedback.tsx';
import type { StepProps } from './step-props.ts';
import { words } from './words.ts';

interface StepFormProps extends Pick<StepProps, 'isLast' | 'onDone' | 'onBack' | 'onLoggedOut'> {
  text: string;
  /** False while something is missing or wrong. */
  isComplete: boolean;
  save: () => Promise<void>;
  /** The words for what the server refused; null for its own. */
  explain?: (error: unknown) => string | null;
  children: ReactNode;
}

/** One step: what it is about, its fields, and on. Nothing is lost where saving fails. */
export function StepForm({ text, isComplete, save, explain, children, ...props }: StepFormProps) {
  const { isLast, onDone, onBack, onLoggedOut } = props;
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isBusy || !isComplete) return;
    setIsBusy(true);
    setFailure(null);
    try {
      await save();
      onDone();
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not-signed-in') return onLoggedOut();
      setFailure(explain?.(error) ?? wordsOf(error));
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <Stack component="form" gap="md" onSubmit={submit} data-testid="set-up-step">
      <Text c="dimmed">{text}</Text>
      {children}
      {failure !== null && (
        <Alert color="red" role="alert">
          {failure}
        </Alert>
      )}
      <Group justify="flex-end" mt="xs">
        {onBack !== null && (
          <Button variant="subtle" color="gray" mr="auto" onClick={onBack} data-testid="set-up-back">
            {words.back}
          </Button>
        )}
        <Button variant="subtle" color="gray" onClick={onDone} data-testid="set-up-skip">
          {words.skip}
        </Button>
        <Button type="submit" loading={isBusy} disabled={!isComplete} data-testid="set-up-save">
          {isLast ? words.finish : words.save}
        </Button>
      </Group>
    </Stack>
  );
}
