import { Alert, Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Driver } from '../../../../shared/http/api.ts';
import { formatMoney } from '../../format.ts';
import { usePolled } from '../../live/use-polled.ts';
import { locale, texts } from '../../texts.ts';
import { fetchDrivers } from '../drivers/api.ts';
import { confirm, tellDone, wordsOf } from '../feedback.tsx';
import page from '../page.module.css';
import { giveSlotTo } from './api.ts';
import { words } from './words.ts';

interface WhoseCarProps {
  lot: string;
  slot: string;
  /** The stay as it was when this was opened. */
  sessionId: string;
  /** What it has cost so far, with its currency; null where that is not known. */
  cost: { minor: number; currency: string } | null;
  onClose: () => void;
}

const pollMs = 60_000;
/** A number with its country code, or as it is written in the country. */
const isPhone = (text: string): boolean => /^\+?[\d\s()-]{6,20}$/.test(text);

/** Says whose car it is that nobody booked for: found by plate, phone or name, or by a number that is new. */
export function WhoseCar({ lot, slot, sessionId, cost, onClose }: WhoseCarProps) {
  const [typed, setTyped] = useState('');
  const [wanted] = useDebouncedValue(typed.trim(), 250);
  const { value: found } = usePolled(
    async () => ({ wanted, drivers: wanted.length < 2 ? [] : (await fetchDrivers(wanted)).slice(0, 8) }),
    wanted,
    pollMs,
  );
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  // What was found for the words before is nobody to choose from.
  const drivers = found?.wanted === typed.trim() ? found.drivers : null;

  async function give(who: { driverId: string } | { phone: string }, name: string): Promise<void> {
    const amount = cost === null ? null : formatMoney(cost.minor, cost.currency, locale);
    const question = {
      title: words.whoseTitle(slot),
      text: words.whoseQuestion(slot, name, amount),
      yes: words.whoseYes,
    };
    if (!(await confirm(question))) return;
    setBusy(true);
    setFailure(null);
    try {
      await giveSlotTo(lot, slot, { ...who, was: { sessionId } });
      tellDone(words.whoseDone(slot, name));
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
      title={words.whoseTitle(slot)}
      closeButtonProps={{ 'aria-label': texts.feedback.close }}
    >
      <Stack>
        <Text size="sm">
          {words.whoseHint}
          {cost !== null && ` ${words.whoseCost(formatMoney(cost.minor, cost.currency, locale))}`}
        </Text>
        <TextInput
          label={words.whoseFind}
          placeholder="KA 01 AB 1234"
          data-autofocus
          data-testid="whose-find"
          autoComplete="off"
          maxLength={64}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Stack gap="xs" role="group" aria-label={words.whoseFound}>
          {drivers?.map((driver) => (
            <Button
              key={driver.id}
              variant="default"
              justify="flex-start"
              disabled={isBusy}
              data-testid="whose-driver"
              onClick={() => void give({ driverId: driver.id }, driver.displayName)}
            >
              {describe(driver)}
            </Button>
          ))}
          {drivers?.length === 0 && wanted.length > 1 && (
            <Text className={page['soft'] ?? ''} role="status">
              {words.whoseNobody}
            </Text>
          )}
          {drivers?.length === 0 && isPhone(wanted) && (
            <Button disabled={isBusy} data-testid="whose-new" onClick={() => void give({ phone: wanted }, wanted)}>
              {words.whoseNew(wanted)}
            </Button>
          )}
        </Stack>
        {failure !== null && (
          <Alert color="red" role="alert" data-testid="whose-failed">
            {failure}
          </Alert>
        )}
      </Stack>
    </Modal>
  );
}

/** Name, plate and number, as far as they are known. */
function describe({ displayName, plate, phone }: Driver): string {
  return [displayName, plate, phone].filter(Boolean).join(' · ');
}
