import { Alert, Button, Checkbox, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ControllerView } from '../../../../shared/http/controllers.ts';
import type { FirmwareImageView } from '../../../../shared/http/firmware.ts';
import { texts } from '../../texts.ts';
import { tellDone, wordsOf } from '../feedback.tsx';
import { startRollout } from './api.ts';
import { words } from './words.ts';

const usualMinutes = 10;
const fewestMinutes = 2;
const mostMinutes = 120;

interface StartRolloutProps {
  lot: string;
  image: FirmwareImageView;
  controllers: readonly ControllerView[];
  onDone: () => void;
  onClose: () => void;
}

/** Which boards are updated, and what that means while it goes on. */
export function StartRollout({ lot, image, controllers, onDone, onClose }: StartRolloutProps) {
  const { version } = image;
  const inOrder = [...controllers].sort((a, b) => (a.id < b.id ? -1 : 1));
  const [chosen, setChosen] = useState(inOrder.filter(({ fw }) => fw !== version).map(({ id }) => id));
  const [minutes, setMinutes] = useState<number | string>(usualMinutes);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const isWrong = typeof minutes !== 'number' || minutes < fewestMinutes || minutes > mostMinutes;

  async function begin(): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      const going = inOrder.map(({ id }) => id).filter((id) => chosen.includes(id));
      await startRollout(lot, { image: image.id, controllers: going, backWithinMinutes: Number(minutes) });
      tellDone(words.start.done);
      onDone();
      onClose();
    } catch (error) {
      setFailure(wordsOf(error));
      setBusy(false);
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={words.start.title(version)}
      closeButtonProps={{ 'aria-label': texts.feedback.close }}
      data-testid="start-rollout"
    >
      <Stack>
        <Text size="sm">{words.start.hint}</Text>
        <Checkbox.Group label={words.start.which} description={words.start.first} value={chosen} onChange={setChosen}>
          <Stack gap="xs" mt="xs">
            {inOrder.map((controller) => (
              <Checkbox
                key={controller.id}
                value={controller.id}
                label={controller.id}
                description={standingOf(controller, version)}
                data-testid={`choose-${controller.id}`}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <NumberInput
          label={words.start.minutes}
          value={minutes}
          onChange={setMinutes}
          min={fewestMinutes}
          max={mostMinutes}
          allowDecimal={false}
          maw="18rem"
        />
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
            disabled={chosen.length === 0 || isWrong}
            loading={isBusy}
            onClick={() => void begin()}
            data-testid="start-rollout-yes"
          >
            {words.start.yes(chosen.length)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function standingOf({ fw, status }: ControllerView, version: string): string {
  const runs = fw === version ? words.start.same : fw === null ? words.start.unknown : words.start.runs(fw);
  return status === 'online' ? runs : `${runs} · ${words.start.away}`;
}
