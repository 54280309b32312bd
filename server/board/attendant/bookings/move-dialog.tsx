import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { DatePickerInput, TimeInput } from '@mantine/dates';
import { type FormEvent, useState } from 'react';
import type { Booking } from '../../../../shared/http/api.ts';
import type { BoardSnapshot } from '../../../../shared/live/board-events.ts';
import { texts } from '../../texts.ts';
import { momentOf, wallAt } from '../../zone.ts';
import { words } from './words.ts';

interface MoveDialogProps {
  booking: Booking;
  lot: BoardSnapshot['lot'];
  slots: readonly string[];
  onClose: () => void;
  /** Only what is to be otherwise. */
  onMove: (to: { slot?: string; from?: string }) => void;
}

/** Another slot or another time for a booking; its length stays. */
export function MoveDialog({ booking, lot, slots, onClose, onMove }: MoveDialogProps) {
  const before = wallAt(Date.parse(booking.startsAt), lot.timeZone);
  const [slot, setSlot] = useState<string | null>(booking.slot);
  const [day, setDay] = useState<string | null>(before.slice(0, 10));
  const [time, setTime] = useState(before.slice(11, 16));
  const wall = `${day}T${time}`;
  const from = wall === before ? null : momentOf(wall, lot.timeZone);
  const isSame = slot === booking.slot && from === null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isSame || slot === null) return;
    onMove({
      ...(slot === booking.slot ? {} : { slot }),
      ...(from === null ? {} : { from: new Date(from).toISOString() }),
    });
  }

  return (
    <Modal opened onClose={onClose} title={words.moveTitle(booking.reference)} centered>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{words.moveHint}</Text>
          <Select
            label={words.slot}
            data={[...slots]}
            searchable
            allowDeselect={false}
            data-testid="move-slot"
            value={slot}
            onChange={setSlot}
          />
          <Group grow>
            <DatePickerInput label={words.date} value={day} onChange={setDay} />
            <TimeInput
              label={words.time}
              data-testid="move-time"
              value={time}
              onChange={(event) => setTime(event.currentTarget.value)}
            />
          </Group>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.feedback.no}
            </Button>
            <Button type="submit" disabled={isSame} data-testid="move-save">
              {words.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
