import { Alert, Button, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ApiError, signIn } from '../api-client.ts';
import { Brand } from '../brand.tsx';
import { texts } from '../texts.ts';
import { LanguageToggle } from './language-toggle.tsx';
import classes from './login-page.module.css';
import { useSimulated } from './use-simulated.ts';

interface LoginPageProps {
  /** Whether a session ended on its own, which needs saying. */
  ended: boolean;
  onLogin: () => Promise<void>;
}

export function LoginPage({ ended, onLogin }: LoginPageProps) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const isDemo = useSimulated();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    setError(null);
    try {
      await signIn(login.trim(), password);
      await onLogin();
    } catch (caught) {
      setError(explain(caught));
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <main className={classes['page']}>
      <Paper className={classes['card']} component="form" onSubmit={submit} data-testid="login-form">
        <Stack gap="md">
          <Group justify="space-between" wrap="nowrap">
            <Brand />
            <LanguageToggle />
          </Group>
          <Title order={1} size="h3">
            {texts.login.title}
          </Title>
          {ended && error === null && <Alert role="status">{texts.login.ended}</Alert>}
          {error !== null && (
            <Alert color="red" role="alert" data-testid="login-error">
              {error}
            </Alert>
          )}
          <TextInput
            label={texts.login.login}
            name="login"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            required
            withAsterisk={false}
            size="md"
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <PasswordInput
            label={texts.login.password}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            size="md"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" size="md" mt="xs" loading={isBusy}>
            {texts.login.submit}
          </Button>
          {isDemo && (
            <Text size="sm" c="dimmed" data-testid="login-demo">
              {texts.login.demo}
            </Text>
          )}
        </Stack>
      </Paper>
    </main>
  );
}

function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return texts.login.failed;
  if (error.code === 'offline') return texts.login.offline;
  if (error.status === 429) return texts.login.tooMany;
  if (error.status === 401) return texts.login.badCredentials;
  return texts.login.failed;
}
