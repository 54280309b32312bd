import { Group, Paper, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { TariffChangeBody } from '../../../../shared/http/tariff.ts';
import { formatMoney } from '../../format.ts';
import { locale } from '../../texts.ts';
import { quoteDraft } from './api.ts';
import classes from './setup-page.module.css';
import { words } from './words.ts';

const MINUTES = [20, 90, 300, 600] as const;
const TYPED_MS = 250;

interface PriceExampleProps {
  lot: string;
  currency: string;
  /** Since when the stored tariff holds: no example begins before. */
  since: string | null;
  /** Null while something is missing or wrong. */
  tariff: TariffChangeBody | null;
}

/** What some stays would cost, worked out by the server as their bills would be. */
export function PriceExample({ lot, currency, since, tariff }: PriceExampleProps) {
  const [asked] = useDebouncedValue(tariff === null ? null : JSON.stringify(tariff), TYPED_MS);
  const [amounts, setAmounts] = useState<readonly number[] | null>(null);

  useEffect(() => {
    let isOver = false;
    if (asked === null) return setAmounts(null);
    const change = JSON.parse(asked) as TariffChangeBody;
    const from = Math.max(Date.now(), since === null ? 0 : Date.parse(since));
    const at = (minutes: number) => new Date(from + minutes * 60_000).toISOString();
    Promise.all(MINUTES.map(async (minutes) => (await quoteDraft(lot, at(0), at(minutes), change)).amountMinor))
      .then((found) => !isOver && setAmounts(found))
      .catch(() => !isOver && setAmounts(null));
    return () => {
      isOver = true;
    };
  }, [asked, lot, since]);

  return (
    <Paper className={classes['example']} role="status" data-testid="price-example">
      <Text size="sm" fw={600}>
        {words.tariff.example}
      </Text>
      {MINUTES.map((minutes, index) => (
        <Group key={minutes} justify="space-between" data-testid={`price-${minutes}`}>
          <span>{words.tariff.stay[minutes]}</span>
          <strong>{shown(amounts?.[index])}</strong>
        </Group>
      ))}
    </Paper>
  );

  function shown(amount: number | undefined): string {
    if (amount === undefined) return '–';
    return amount === 0 ? words.tariff.free : formatMoney(amount, currency, locale);
  }
}
