import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useState } from 'react';
import { texts } from '../../texts.ts';
import { words } from './words.ts';

interface CompleteDialogProps {
  onClose: () => void;
  /** `2026-11-30`, or null for no day. */
  onDone: (followUpDate: string | null) => void;
}

/** Ends what is done, with a day to come back on. */
export function CompleteDialog({ onClose, onDone }: CompleteDialogProps) {
  const [day, setDay] = useState<string | null>(null);
  return (
    <Modal opened onClose={onClose} title={words.complete} centered>
      <Stack>
        <Text size="sm">{words.completeHint}</Text>
        <DatePickerInput label={words.followUp} value={day} onChange={setDay} clearable data-testid="follow-up" />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {texts.feedback.no}
          </Button>
          <Button data-testid="complete-yes" onClick={() => onDone(day)}>
            {words.complete}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
