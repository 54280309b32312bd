import { Alert, Button, Group, Modal, MultiSelect, Stack } from '@mantine/core';
import { useState } from 'react';
import type { ControllerView } from '../../../../shared/http/controllers.ts';
import type { SlotView } from '../../../../shared/live/board-events.ts';
import { TriangleIcon } from '../../icons.tsx';
import { texts } from '../../texts.ts';
import { tellDone, wordsOf } from '../feedback.tsx';
import { assignSlots } from './api.ts';
import { words } from './words.ts';

interface SlotsDialogProps {
  lot: string;
  controller: ControllerView;
  slots: readonly SlotView[];
  onDone: () => void;
  onClose: () => void;
}

/** Which slots the controller serves from now on; says what that means for others before it is done. */
export function SlotsDialog({ lot, controller, slots, onDone, onClose }: SlotsDialogProps) {
  const [chosen, setChosen] = useState<string[]>([...controller.slots]);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const servedBy = new Map(slots.map((slot) => [slot.code, slot.controller?.id ?? null]));
  const taken = chosen.filter((code) => ![null, undefined, controller.id].includes(servedBy.get(code)));
  const given = controller.slots.filter((code) => !chosen.includes(code));
  const data = slots.map(({ code }) => {
    const other = servedBy.get(code);
    const isOthers = other !== null && other !== undefined && other !== controller.id;
    return { value: code, label: isOthers ? words.assign.servedBy(code, other) : code };
  });

  async function save(): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      await assignSlots(lot, controller.id, chosen);
      tellDone(words.assign.done(controller.id, chosen.join(', ')));
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
      title={words.assign.title(controller.id)}
      closeButtonProps={{ 'aria-label': texts.feedback.close }}
    >
      <Stack>
        <MultiSelect
          label={words.slots}
          data={data}
          value={chosen}
          onChange={setChosen}
          searchable
          data-testid="slots-field"
        />
        {taken.map((code) => (
          <Alert key={code} variant="default" icon={<TriangleIcon />}>
            {words.assign.taken(code, servedBy.get(code) ?? '')}
          </Alert>
        ))}
        {given.length > 0 && (
          <Alert variant="default" icon={<TriangleIcon />}>
            {words.assign.given(given.join(', '))}
          </Alert>
        )}
        {failure !== null && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {texts.feedback.no}
          </Button>
          <Button loading={isBusy} onClick={() => void save()} data-testid="slots-yes">
            {words.assign.yes}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
