import { Button, Group, Popover, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { MessagesReport } from '../../../../shared/http/reports.ts';
import { offerUndo, tellFailure } from '../feedback.tsx';
import { AmountField } from '../money/amount-field.tsx';
import { type MessagePrice, type MessagePrices, saveMessagePrices } from './api.ts';
import { messageWords } from './message-words.ts';

const said = messageWords;
/** Prices are kept in millionths. */
const DIGITS = 6;
const MOST = { minor: 1_000_000_000, text: '1000' };
const providers = [
  { name: 'twilio', label: 'Twilio' },
  { name: 'meta', label: 'Meta' },
] as const;
const sides = [
  { name: 'receivedMicros', label: said.receivedPrice },
  { name: 'sentMicros', label: said.sentPrice },
] as const;

interface PricesFormProps {
  lot: string;
  currency: string;
  channels: MessagesReport['channels'];
  onSaved: () => void;
}

/** Says what the providers take for a message; an empty field says that it is not known. */
export function PricesForm({ lot, currency, channels, onSaved }: PricesFormProps) {
  const before = Object.fromEntries(
    providers.map(({ name }) => {
      const { receivedMicros = null, sentMicros = null } = channels.find(({ transport }) => transport === name) ?? {};
      return [name, { receivedMicros, sentMicros }];
    }),
  ) as unknown as MessagePrices;
  const [isOpen, setOpen] = useState(false);
  const [prices, setPrices] = useState(before);
  const [isBusy, setBusy] = useState(false);
  const isRight = providers.every(({ name }) => sides.every((side) => !Number.isNaN(prices[name][side.name])));

  const open = (next: boolean) => {
    if (next) setPrices(before);
    setOpen(next);
  };
  const change = (provider: keyof MessagePrices, side: keyof MessagePrice, micros: number | null) => {
    setPrices((all) => ({ ...all, [provider]: { ...all[provider], [side]: micros } }));
  };
  async function save(): Promise<void> {
    setBusy(true);
    try {
      await saveMessagePrices(lot, prices);
      setOpen(false);
      onSaved();
      offerUndo(said.saved, () => saveMessagePrices(lot, before).then(onSaved));
    } catch (error) {
      tellFailure(error);
    }
    setBusy(false);
  }

  return (
    <Group>
      <Popover
        opened={isOpen}
        onChange={open}
        width={300}
        position="top-start"
        trapFocus
        returnFocus
        withArrow
        shadow="md"
      >
        <Popover.Target>
          <Button size="compact-sm" variant="default" onClick={() => open(!isOpen)}>
            {said.setPrices}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={said.setPrices}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void save();
            }}
          >
            <Stack gap="sm">
              {providers.map(({ name, label }) => (
                <Stack key={name} gap={6} component="fieldset" p={0} m={0} style={{ border: 0 }}>
                  <Text component="legend" size="sm" fw={600} p={0}>
                    {said.pricesOf(label, currency)}
                  </Text>
                  <Group grow gap="xs" wrap="nowrap" align="flex-end">
                    {sides.map((side) => (
                      <AmountField
                        key={side.name}
                        label={side.label}
                        unit={currency}
                        digits={DIGITS}
                        most={MOST}
                        mayBeEmpty
                        testId={`price-${name}-${side.name}`}
                        value={prices[name][side.name]}
                        onChange={(value) => change(name, side.name, value)}
                      />
                    ))}
                  </Group>
                </Stack>
              ))}
              <Button type="submit" loading={isBusy} disabled={!isRight}>
                {said.save}
              </Button>
            </Stack>
          </form>
        </Popover.Dropdown>
      </Popover>
    </Group>
  );
}
