import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { formatMoney } from '../../format.ts';
import { locale, texts } from '../../texts.ts';
import { tellDone, wordsOf } from '../feedback.tsx';
import { MoneyField } from './money-field.tsx';
import { words } from './words.ts';

interface AmountDialogProps {
  title: string;
  hint: string;
  currency: string;
  /** Minor units that stand there at first; null for none. */
  suggested: number | null;
  /** Minor units. */
  most?: number;
  /** Why, in the staff's words; they go into the log. */
  asksReason?: boolean;
  done: (amount: string) => string;
  /** `key` names this one movement: pressing twice, or again after no answer, moves money once. */
  run: (amountMinor: number, reason: string, key: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks how much, and says the amount once more on the button, because it moves money. */
export function AmountDialog(props: AmountDialogProps) {
  const { title, hint, currency, suggested, most, asksReason = false, done, run, onClose } = props;
  const [amount, setAmount] = useState(suggested);
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [key] = useState(() => crypto.randomUUID());
  const minor = amount ?? 0;
  // NaN is more than nothing in no way.
  const isRight = minor > 0;
  const isComplete = isRight && (!asksReason || reason.trim() !== '');

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isComplete) return;
    setBusy(true);
    setFailure(null);
    try {
      await run(minor, reason.trim(), key);
      tellDone(done(formatMoney(minor, currency, locale)));
      onClose();
    } catch (error) {
      setFailure(wordsOf(error));
      setBusy(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title={title} centered>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Text size="sm">{hint}</Text>
          <MoneyField
            label={words.amount}
            currency={currency}
            most={most}
            isFirst
            testId="amount"
            value={amount}
            onChange={setAmount}
          />
          {asksReason && (
            <TextInput
              label={words.reason}
              data-testid="reason"
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
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
            <Button type="submit" disabled={isBusy || !isComplete} data-testid="amount-yes">
              {isRight ? `${title}: ${formatMoney(minor, currency, locale)}` : title}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
