import { Badge, Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Dispute } from '../../../../shared/http/evidence.ts';
import { formatMoment, formatMoney } from '../../format.ts';
import { useNow } from '../../live/clock.ts';
import { usePolled } from '../../live/use-polled.ts';
import { locale } from '../../texts.ts';
import { confirm, tellFailure } from '../feedback.tsx';
import { AmountDialog } from '../money/amount-dialog.tsx';
import { words as moneyWords } from '../money/words.ts';
import classes from '../page.module.css';
import { useMay } from '../staff.ts';
import { decide, fetchDisputesOf } from './api.ts';
import type { DriverPart } from './driver-part.ts';
import { words } from './words.ts';

/** Bills that the driver disputes, and what was decided; nothing where there never was one. */
export function DriverDisputes({ driver, lot, skewMs, version, onMoved }: DriverPart & { onMoved: () => void }) {
  const { value: disputes } = usePolled(() => fetchDisputesOf(driver.id), version, 60_000);
  const now = useNow() + skewMs;
  if (disputes === null || disputes.length === 0) return null;
  return (
    <section className={classes['card']} data-testid="disputes">
      <h3>{words.disputes}</h3>
      <ul className={classes['list']}>
        {disputes.map((dispute) => (
          <li key={dispute.id}>
            <Group gap="xs">
              <strong className={classes['mono']}>{dispute.number}</strong>
              <span className="pw-number">
                {words.disputed(formatMoney(dispute.amountMinor, dispute.currency, locale))}
              </span>
              <Badge variant="light">{words.disputeStates[dispute.state]}</Badge>
            </Group>
            <div className={classes['soft']}>
              {formatMoment(dispute.openedAt, now, lot.timeZone, locale)}: {dispute.words}
            </div>
            {dispute.reason !== null && <div className={classes['soft']}>{dispute.reason}</div>}
            {dispute.state === 'open' && <Decision dispute={dispute} onMoved={onMoved} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Decision({ dispute, onMoved }: { dispute: Dispute; onMoved: () => void }) {
  const [reason, setReason] = useState('');
  const [isGiving, setGiving] = useState(false);
  if (!useMay('attendant')) return null;

  async function letStand(): Promise<void> {
    const text = `${words.letStandQuestion} “${reason.trim()}”`;
    if (!(await confirm({ title: words.letStand, text, yes: words.letStand }))) return;
    await decide(dispute.id, null, reason.trim()).then(onMoved, tellFailure);
  }

  return (
    <Group gap="xs" mt="xs" align="flex-end">
      <TextInput
        size="sm"
        label={words.reason}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button size="sm" variant="default" disabled={reason.trim() === ''} onClick={() => void letStand()}>
        {words.letStand}
      </Button>
      <Button size="sm" data-testid="give-back" onClick={() => setGiving(true)}>
        {words.giveBack}
      </Button>
      {isGiving && (
        <AmountDialog
          title={words.giveBack}
          hint={moneyWords.refundHint(formatMoney(dispute.amountMinor, dispute.currency, locale))}
          currency={dispute.currency}
          suggested={dispute.amountMinor}
          most={dispute.amountMinor}
          asksReason
          done={moneyWords.refunded}
          run={async (amountMinor, why) => {
            await decide(dispute.id, amountMinor, why);
            onMoved();
          }}
          onClose={() => setGiving(false)}
        />
      )}
    </Group>
  );
}
