import { Alert, Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import type { ControllersAnswer, ControllerView } from '../../../../shared/http/controllers.ts';
import { texts } from '../../texts.ts';
import { wordsOf } from '../feedback.tsx';
import { rotateSecret, type Secret } from './api.ts';
import { CredentialPanel } from './credential-panel.tsx';
import { words } from './words.ts';

interface RotateSecretProps {
  lot: string;
  controller: ControllerView;
  broker: ControllersAnswer['broker'];
  onDone: () => void;
  onClose: () => void;
}

/** Asks how the old secret ends, then shows the new one once. */
export function RotateSecret({ lot, controller, broker, onDone, onClose }: RotateSecretProps) {
  const [how, setHow] = useState<'follow' | 'revoke'>('follow');
  const [made, setMade] = useState<Secret | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function rotate(): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      setMade(await rotateSecret(lot, controller.id, how === 'revoke'));
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
      closeOnClickOutside={made === null}
      title={words.secret.of(controller.id)}
      closeButtonProps={{ 'aria-label': texts.feedback.close }}
    >
      {made !== null ? (
        <CredentialPanel credential={{ ...made, lot, slots: controller.slots, broker }} onClose={onClose} />
      ) : (
        <Stack>
          <Radio.Group
            label={words.rotate.question}
            value={how}
            onChange={(value) => setHow(value === 'revoke' ? 'revoke' : 'follow')}
          >
            <Stack mt="sm">
              <Radio value="follow" label={words.rotate.follow} description={words.rotate.followHint} />
              <Radio
                value="revoke"
                label={words.rotate.revoke}
                description={words.rotate.revokeHint}
                data-testid="revoke"
              />
            </Stack>
          </Radio.Group>
          {failure !== null && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.feedback.no}
            </Button>
            <Button
              color={how === 'revoke' ? 'red' : 'blue'}
              loading={isBusy}
              onClick={() => void rotate()}
              data-testid="rotate-yes"
            >
              {how === 'revoke' ? words.rotate.revokeYes : words.rotate.yes}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
