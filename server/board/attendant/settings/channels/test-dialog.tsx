import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { texts } from '../../../texts.ts';
import { wordsOf } from '../../feedback.tsx';
import { type ChannelTest, testChannel } from './api.ts';
import { words } from './words.ts';

interface TestDialogProps {
  lot: string;
  id: string;
  shown: string;
  onDone: () => void;
  onClose: () => void;
}

/** Asks the provider, and sends a line to a number of one's own. */
export function TestDialog({ lot, id, shown, onDone, onClose }: TestDialogProps) {
  const [to, setTo] = useState('');
  const [result, setResult] = useState<ChannelTest | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function run(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    setResult(null);
    try {
      setResult(await testChannel(lot, id, to === '' ? undefined : to));
      onDone();
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
      title={words.testTitle(shown)}
      closeButtonProps={{ 'aria-label': texts.feedback.close }}
    >
      <form onSubmit={(event) => void run(event)}>
        <Stack>
          <Text size="sm">{words.testHint}</Text>
          <TextInput
            label={words.testTo}
            type="tel"
            value={to}
            maxLength={32}
            data-testid="test-to"
            onChange={({ currentTarget }) => setTo(currentTarget.value.trim())}
          />
          <div role="status">
            {result !== null && (
              <Alert color={result.isWell ? 'green' : 'red'} title={result.isWell ? words.well : words.ill}>
                {result.detail}
              </Alert>
            )}
            {result?.message && (
              <Alert mt="xs" color={result.message.reason === null ? 'green' : 'red'} data-testid="test-message">
                {result.message.reason === null ? words.message.accepted : words.message.other(result.message.reason)}
              </Alert>
            )}
          </div>
          {failure !== null && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.feedback.close}
            </Button>
            <Button type="submit" loading={isBusy} data-testid="test-yes">
              {words.testRun}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
