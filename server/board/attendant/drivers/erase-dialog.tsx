import { Alert, Button, Checkbox, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Driver } from '../../../../shared/http/api.ts';
import { ApiError } from '../../api-client.ts';
import { driverLabel, formatMoney } from '../../format.ts';
import { locale, texts } from '../../texts.ts';
import { wordsOf } from '../feedback.tsx';
import { erase } from './api.ts';
import { words } from './words.ts';

const mine = words.data;

interface EraseDialogProps {
  driver: Driver;
  onClose: () => void;
  onErased: () => void;
}

/** Forgets who a driver is. It cannot be undone, so the driver is typed once more, and money that is left is said to be left. */
export function EraseDialog({ driver, onClose, onErased }: EraseDialogProps) {
  const [typed, setTyped] = useState('');
  const [isMoneyOpen, setMoneyOpen] = useState(false);
  const [leaveBalance, setLeaveBalance] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const label = driverLabel(driver);
  const isMeant = typed.trim().toLowerCase() === label.trim().toLowerCase();
  const isComplete = isMeant && (!isMoneyOpen || leaveBalance);
  const money = driver.wallets
    .filter(({ balanceMinor }) => balanceMinor !== 0)
    .map(({ balanceMinor, currency }) => formatMoney(balanceMinor, currency, locale))
    .join(', ');

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isComplete || isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      await erase(driver.id, leaveBalance);
      onErased();
    } catch (error) {
      setBusy(false);
      if (error instanceof ApiError && error.code === 'balance-open') return setMoneyOpen(true);
      const isInUse = error instanceof ApiError && error.code === 'driver-in-use';
      setFailure(isInUse ? mine.inUse : wordsOf(error));
    }
  }

  return (
    <Modal opened onClose={onClose} title={mine.eraseTitle(label)} centered>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <div>
            <Text size="sm" fw={600}>
              {mine.goesHeading}
            </Text>
            <List size="sm">
              {mine.goes.map((one) => (
                <List.Item key={one}>{one}</List.Item>
              ))}
            </List>
          </div>
          <div data-testid="erase-stays">
            <Text size="sm" fw={600}>
              {mine.staysHeading}
            </Text>
            <List size="sm">
              {mine.stays.map((one) => (
                <List.Item key={one}>{one}</List.Item>
              ))}
            </List>
          </div>
          <TextInput
            label={mine.type(label)}
            autoComplete="off"
            data-autofocus
            data-testid="erase-typed"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {isMoneyOpen && (
            <Alert color="yellow" role="alert" title={mine.moneyOpen(money)}>
              <Checkbox
                label={mine.leaveMoney}
                data-testid="erase-leave"
                checked={leaveBalance}
                onChange={(event) => setLeaveBalance(event.currentTarget.checked)}
              />
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
            <Button type="submit" color="red" disabled={!isComplete || isBusy} data-testid="erase-yes">
              {mine.erase}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
