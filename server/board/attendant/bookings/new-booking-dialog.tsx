import {
  Alert,
  Button,
  Group,
  Modal,
  MultiSelect,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { DatePickerInput, TimeInput } from '@mantine/dates';
import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import type { BoardSnapshot } from '../../../../shared/live/board-events.ts';
import { ApiError } from '../../api-client.ts';
import { formatMoney } from '../../format.ts';
import { usePolled } from '../../live/use-polled.ts';
import { locale, texts } from '../../texts.ts';
import { momentOf, wallAt } from '../../zone.ts';
import { tellDone, wordsOf } from '../feedback.tsx';
import { createBooking, fetchQuote, fetchServices } from './api.ts';
import { words } from './words.ts';

const minuteMs = 60_000;
const lengths = [30, 60, 120, 180, 240, 480, 720, 1440];
const pollMs = 300_000;

/** Where somebody wants to book; `wall` as `2026-11-02T17:30` of the lot's clock, null for now. */
export interface Place {
  slot: string | null;
  wall: string | null;
}

interface NewBookingDialogProps {
  place: Place;
  lot: BoardSnapshot['lot'];
  slots: readonly string[];
  skewMs: number;
  onClose: () => void;
  onBooked: () => void;
}

/** Books for whoever is on the phone or at the window; the price is said before. */
export function NewBookingDialog({ place, lot, slots, skewMs, onClose, onBooked }: NewBookingDialogProps) {
  const now = Date.now() + skewMs;
  const [phone, setPhone] = useState('');
  const [slot, setSlot] = useState(place.slot);
  const [isLater, setLater] = useState(place.wall !== null);
  const [day, setDay] = useState<string | null>((place.wall ?? wallAt(now, lot.timeZone)).slice(0, 10));
  const [time, setTime] = useState((place.wall ?? wallAt(now, lot.timeZone)).slice(11, 16));
  const [minutes, setMinutes] = useState(120);
  const [addOns, setAddOns] = useState<string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { value: services } = usePolled(() => fetchServices(lot.code), lot.code, pollMs);
  const from = isLater ? momentOf(`${day}T${time}`, lot.timeZone) : Math.floor(now / minuteMs) * minuteMs;
  const [asked] = useDebouncedValue(JSON.stringify({ from, minutes, addOns }), 300);
  const { value: price } = usePolled(() => priceOf(lot.code, asked), asked, pollMs);
  const isComplete = phone.trim() !== '' && slot !== null && from !== null;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isComplete) return;
    setBusy(true);
    setFailure(null);
    try {
      const when = isLater ? { from: new Date(from).toISOString() } : {};
      const made = await createBooking({ lot: lot.code, slot, phone: phone.trim(), minutes, addOns, ...when });
      tellDone(words.booked(made.reference, made.slot));
      onBooked();
      onClose();
    } catch (error) {
      const others = error instanceof ApiError ? (error.alternatives?.slots ?? []) : [];
      setFailure([wordsOf(error), ...(others.length > 0 ? [words.free(others.join(', '))] : [])].join(' '));
      setBusy(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title={words.add} centered>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput
            type="tel"
            label={words.phone}
            description={words.phoneHint}
            data-autofocus
            data-testid="booking-phone"
            value={phone}
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
          <Select
            label={words.slot}
            data={[...slots]}
            searchable
            data-testid="booking-slot"
            value={slot}
            onChange={setSlot}
          />
          <SegmentedControl
            aria-label={words.from}
            data={[
              { value: 'now', label: words.now },
              { value: 'later', label: words.later },
            ]}
            value={isLater ? 'later' : 'now'}
            onChange={(value) => setLater(value === 'later')}
          />
          {isLater && (
            <Group grow>
              <DatePickerInput label={words.date} value={day} onChange={setDay} />
              <TimeInput
                label={words.time}
                data-testid="booking-time"
                value={time}
                onChange={(event) => setTime(event.currentTarget.value)}
              />
            </Group>
          )}
          <Select
            label={words.length}
            data={lengths.map((count) => ({ value: String(count), label: words.minutes(count) }))}
            allowDeselect={false}
            value={String(minutes)}
            onChange={(value) => setMinutes(Number(value))}
          />
          {services !== null && services.length > 0 && (
            <MultiSelect
              label={words.addOns}
              data={services.map(({ code, name, priceMinor }) => ({
                value: code,
                label: `${name} (${formatMoney(priceMinor, lot.currency, locale)})`,
              }))}
              value={addOns}
              onChange={setAddOns}
            />
          )}
          <Text size="sm" role="status">
            {price === null || price === undefined
              ? words.noPrice
              : words.price(formatMoney(price, lot.currency, locale))}
          </Text>
          {failure !== null && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.feedback.no}
            </Button>
            <Button type="submit" disabled={isBusy || !isComplete} data-testid="book">
              {words.book}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Minor units; undefined where no tariff gives a price. */
async function priceOf(lot: string, asked: string): Promise<number | undefined> {
  const { from, minutes, addOns } = JSON.parse(asked) as { from: number | null; minutes: number; addOns: string[] };
  if (from === null) return undefined;
  return fetchQuote(lot, from, from + minutes * minuteMs, addOns).then(
    ({ amountMinor }) => amountMinor,
    () => undefined,
  );
}
