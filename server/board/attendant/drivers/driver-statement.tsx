import { Button, Group, Modal, SegmentedControl, Skeleton, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { Statement } from '../../../../shared/http/wallet.ts';
import { formatMoment, formatMoney } from '../../format.ts';
import { useNow } from '../../live/clock.ts';
import { usePolled } from '../../live/use-polled.ts';
import { locale } from '../../texts.ts';
import { AmountDialog } from '../money/amount-dialog.tsx';
import { words as moneyWords } from '../money/words.ts';
import classes from '../page.module.css';
import { useMay } from '../staff.ts';
import { HistoryTimeline } from '../timeline/timeline.tsx';
import { WideTable } from '../wide-table.tsx';
import { fetchStatement, refund } from './api.ts';
import type { DriverPart } from './driver-part.ts';
import { words } from './words.ts';

type Line = Statement['lines'][number];
const lengths = [30, 90, 365] as const;

/** Every movement of the wallet with the balance after it, the newest first; each leads to what explains it. */
export function DriverStatement(props: DriverPart & { currency: string; onMoved: () => void }) {
  const { driver, currency, lot, skewMs, version, onMoved } = props;
  const [days, setDays] = useState<number>(lengths[0]);
  const asked = `${currency} ${days}`;
  const { value } = usePolled(
    async () => ({ of: asked, statement: await fetchStatement(driver.id, currency, days) }),
    `${asked} ${version}`,
    60_000,
  );
  // Lines of another wallet or time are not shown under this one's name.
  const statement = value?.of === asked ? value.statement : null;
  const [explained, setExplained] = useState<Line | null>(null);
  const [refunded, setRefunded] = useState<Line | null>(null);
  const mayAct = useMay('attendant');
  const now = useNow() + skewMs;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  return (
    <section className={classes['card']} data-testid="statement">
      <Group justify="space-between" mb="xs">
        <h3>{words.statement}</h3>
        <SegmentedControl
          size="xs"
          aria-label={words.statementLength}
          data={lengths.map((one) => ({ value: String(one), label: words.days(one) }))}
          value={String(days)}
          onChange={(chosen) => setDays(Number(chosen))}
          data-testid="statement-days"
        />
      </Group>
      {statement === null && <Skeleton height="8rem" />}
      {statement?.lines.length === 0 && <Text c="dimmed">{words.noLines}</Text>}
      {statement !== null && statement.lines.length > 0 && (
        <WideTable isPlain label={words.statement} minWidth={380} verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.line.what}</Table.Th>
              <Table.Th ta="end">{words.line.amount}</Table.Th>
              <Table.Th ta="end">{words.line.balance}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {[...statement.lines].reverse().map((line) => (
              <Table.Tr key={line.transferId}>
                <Table.Td>
                  {line.words}
                  <div className={`${classes['soft']} pw-number`}>
                    {formatMoment(line.at, now, lot.timeZone, locale)}
                    {line.note !== null && ` · ${line.note}`}
                  </div>
                  {(line.sessionId ?? line.bookingId) !== null && (
                    <Button variant="subtle" size="compact-xs" onClick={() => setExplained(line)}>
                      {words.explain}
                    </Button>
                  )}
                  {mayAct && line.amountMinor < 0 && (line.kind === 'charge' || line.kind === 'fee') && (
                    <Button variant="subtle" size="compact-xs" data-testid="refund" onClick={() => setRefunded(line)}>
                      {moneyWords.refund}
                    </Button>
                  )}
                </Table.Td>
                <Table.Td ta="end" className="pw-number">
                  {money(line.amountMinor)}
                </Table.Td>
                <Table.Td ta="end" className="pw-number">
                  {money(line.balanceMinor)}
                </Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Td>{words.opening}</Table.Td>
              <Table.Td />
              <Table.Td ta="end" className="pw-number">
                {money(statement.opening.balanceMinor)}
              </Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </WideTable>
      )}
      <Modal opened={explained !== null} onClose={() => setExplained(null)} title={explained?.words ?? ''} size="lg">
        {explained !== null && (
          <HistoryTimeline
            lot={lot}
            bookingId={explained.bookingId}
            sessionId={explained.sessionId}
            now={now}
            version={0}
          />
        )}
      </Modal>
      {refunded !== null && (
        <AmountDialog
          title={moneyWords.refund}
          hint={moneyWords.refundHint(money(-refunded.amountMinor))}
          currency={currency}
          suggested={-refunded.amountMinor}
          most={-refunded.amountMinor}
          asksReason
          done={moneyWords.refunded}
          run={async (amountMinor, reason, key) => {
            await refund(driver.id, { transferId: refunded.transferId, amountMinor, reason }, key);
            onMoved();
          }}
          onClose={() => setRefunded(null)}
        />
      )}
    </section>
  );
}
