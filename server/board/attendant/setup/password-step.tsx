import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { ApiError } from '../../api-client.ts';
import { changeOwnPassword } from './api.ts';
import { StepForm } from './step-form.tsx';
import type { StepProps } from './step-props.ts';
import { words } from './words.ts';

const mine = words.password;

/** A password of one's own in place of the one that was printed. */
export function PasswordStep(props: StepProps) {
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  return (
    <StepForm
      {...props}
      text={mine.text}
      isComplete={old !== '' && fresh !== ''}
      save={() => changeOwnPassword(old, fresh)}
      explain={explain}
    >
      <PasswordInput
        label={mine.old}
        name="old-password"
        autoComplete="current-password"
        value={old}
        onChange={(event) => setOld(event.currentTarget.value)}
      />
      <PasswordInput
        label={mine.fresh}
        description={mine.freshHint}
        name="new-password"
        autoComplete="new-password"
        value={fresh}
        onChange={(event) => setFresh(event.currentTarget.value)}
      />
    </StepForm>
  );
}

function explain(error: unknown): string | null {
  if (!(error instanceof ApiError)) return null;
  if (error.code === 'password-wrong') return mine.wrong;
  return error.code === 'password-refused' ? mine.refused : null;
}
