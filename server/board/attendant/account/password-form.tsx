import { Alert, Button, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../../api-client.ts';
import { tellDone, wordsOf } from '../feedback.tsx';
import classes from '../page.module.css';
import { changePassword } from './api.ts';
import { words } from './words.ts';

/** What the server would not take, in the words of the page. */
function explain(error: unknown): string {
  const code = error instanceof ApiError ? error.code : '';
  if (code === 'password-wrong') return words.wrong;
  if (code === 'password-refused') return words.weak;
  if (code === 'too-many-requests') return words.tooMany;
  return wordsOf(error);
}

export function PasswordForm({ login }: { login: string }) {
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      await changePassword(old, next);
      setOld('');
      setNext('');
      tellDone(words.changed);
    } catch (error) {
      setFailure(explain(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className={classes['card']} onSubmit={(event) => void submit(event)} aria-labelledby="account-password">
      <h3 id="account-password">{words.password}</h3>
      <Stack gap="sm">
        {/* So that a password manager knows whose password it is. */}
        <input type="text" name="login" autoComplete="username" value={login} readOnly hidden />
        <PasswordInput
          label={words.oldPassword}
          autoComplete="current-password"
          required
          withAsterisk={false}
          data-testid="old-password"
          value={old}
          onChange={(event) => setOld(event.currentTarget.value)}
        />
        <PasswordInput
          label={words.newPassword}
          description={words.newHint}
          autoComplete="new-password"
          required
          withAsterisk={false}
          maxLength={256}
          data-testid="new-password"
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        {failure !== null && (
          <Alert color="red" role="alert" data-testid="password-failed">
            {failure}
          </Alert>
        )}
        <Button type="submit" loading={isBusy} data-testid="change-password" style={{ alignSelf: 'flex-start' }}>
          {words.change}
        </Button>
      </Stack>
    </form>
  );
}
