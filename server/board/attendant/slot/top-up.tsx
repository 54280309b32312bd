import { Alert, Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { BoardSnapshot, SlotView } from '../../../../shared/live/board-events.ts';
import { topUp } from '../../api-client.ts';
import { driverLabel, formatMoney, minorDigits, toMinor } from '../../format.ts';
import { locale, texts } from '../../texts.ts';
import { tellDone, wordsOf } from '../feedback.tsx';
import { words } from './words.ts';

interface TopUpProps {
  driver: NonNullable<SlotView['driver']>;
  lot: BoardSnapshot['lot'];
  onClose: () => void;
}

/** Money that was handed over goes into the driver's wallet; asked for with its amount, because it moves money. */
export function TopUp({ driver, lot, onClose }: TopUpProps) {
  const [amount, setAmount] = useState<string | number>('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  // One key for this dialogue: pressing twice, or again after no answer, pays once.
  const [key] = useState(() => crypto.randomUUID());
  const minor = toMinor(String(amount), lot.currency);

  async function pay(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (minor === null || minor <= 0) return;
    setBusy(true);
    setFailure(null);
    try {
      await topUp(driver.id, { amountMinor: minor, currency: lot.currency }, key);
      tellDone(words.toppedUp(formatMoney(minor, lot.currency, locale)));
      onClose();
    } catch (error) {
      setFailure(wordsOf(error));
      setBusy(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title={words.topUp} centered>
      <form onSubmit={(event) => void pay(event)}>
        <Stack>
          <Text size="sm">{words.topUpHint(driverLabel(driver))}</Text>
          <NumberInput
            label={`${words.amount} (${lot.currency})`}
            data-testid="top-up-amount"
            data-autofocus
            min={0}
            decimalScale={minorDigits(lot.currency)}
            hideControls
            value={amount}
            onChange={setAmount}
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
            <Button type="submit" disabled={isBusy || minor === null || minor <= 0} data-testid="top-up-yes">
              {minor === null || minor <= 0
                ? words.topUp
                : `${words.topUp}: ${formatMoney(minor, lot.currency, locale)}`}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
