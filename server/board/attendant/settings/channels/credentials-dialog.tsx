import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { texts } from '../../../texts.ts';
import { tellDone, wordsOf } from '../../feedback.tsx';
import { words as shared } from '../words.ts';
import { type ChannelView, changeChannel } from './api.ts';
import { Field } from './connect-dialog.tsx';
import { type FieldName, secretsOf, shapes } from './secret-fields.ts';
import { words } from './words.ts';

interface CredentialsDialogProps {
  lot: string;
  id: string;
  kind: ChannelView['kind'];
  shown: string;
  onDone: () => void;
  onClose: () => void;
}

/** Other credentials for an account that is connected. */
export function CredentialsDialog({ lot, id, kind, shown, onDone, onClose }: CredentialsDialogProps) {
  const [given, setGiven] = useState<Partial<Record<FieldName, string>>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const names: readonly FieldName[] = secretsOf[kind];
  const filled = names.flatMap((name) => (given[name] ? [[name, given[name]] as const] : []));
  const isRight = filled.length > 0 && filled.every(([name, value]) => shapes[name].test(value));

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isRight || isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      await changeChannel(lot, id, Object.fromEntries(filled));
      tellDone(shared.saved);
      onDone();
      onClose();
    } catch (error) {
      setFailure(wordsOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={words.of(words.credentials, shown)}
      closeButtonProps={{ 'aria-label': texts.feedback.close }}
    >
      <form onSubmit={(event) => void save(event)} autoComplete="off">
        <Stack>
          <Text size="sm">{words.credentialsHint}</Text>
          {names.map((name) => (
            <Field
              key={name}
              name={name}
              mayBeEmpty
              value={given[name] ?? ''}
              onChange={(value) => setGiven({ ...given, [name]: value })}
            />
          ))}
          {failure !== null && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.feedback.no}
            </Button>
            <Button type="submit" disabled={!isRight} loading={isBusy} data-testid="credentials-yes">
              {words.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
