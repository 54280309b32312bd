import { Alert, Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../../api-client.ts';
import { texts } from '../../texts.ts';
import { wordsOf } from '../feedback.tsx';
import type { Role } from '../staff.ts';
import { addStaff } from './staff-api.ts';
import { words } from './staff-words.ts';

const roles: readonly Role[] = ['viewer', 'attendant', 'admin'];

interface AddStaffDialogProps {
  onClose: () => void;
  onAdded: (login: string, password: string) => void;
}

function explain(error: unknown): string {
  const code = error instanceof ApiError ? error.code : '';
  if (code === 'staff-exists') return words.exists;
  if (code === 'invalid-request') return words.badLogin;
  return wordsOf(error);
}

/** A new login; its password is drawn by the server. */
export function AddStaffDialog({ onClose, onAdded }: AddStaffDialogProps) {
  const [login, setLogin] = useState('');
  const [role, setRole] = useState<Role>('attendant');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      onAdded(login, await addStaff(login, role));
    } catch (error) {
      setFailure(explain(error));
      setBusy(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title={words.add} centered>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput
            label={words.login}
            description={words.loginHint}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            maxLength={32}
            required
            withAsterisk={false}
            data-autofocus
            data-testid="new-login"
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value.trim().toLowerCase())}
          />
          <Radio.Group label={words.role} value={role} onChange={(next) => setRole(next as Role)}>
            <Stack gap="xs" mt="xs">
              {roles.map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={words.roles[one]}
                  description={words.roleHints[one]}
                  data-testid={`new-role-${one}`}
                />
              ))}
            </Stack>
          </Radio.Group>
          {failure !== null && (
            <Alert color="red" role="alert" data-testid="add-failed">
              {failure}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.feedback.no}
            </Button>
            <Button type="submit" loading={isBusy} data-testid="add-yes">
              {words.add}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
