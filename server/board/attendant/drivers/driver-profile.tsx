import { Anchor, Badge, Button, EmptyState, Group, SegmentedControl, Skeleton } from '@mantine/core';
import { useState } from 'react';
import type { Driver } from '../../../../shared/http/api.ts';
import { ApiError, changeConversation } from '../../api-client.ts';
import { driverLabel, formatDay, formatMoney } from '../../format.ts';
import { BackIcon } from '../../icons.tsx';
import { usePolled } from '../../live/use-polled.ts';
import { locale } from '../../texts.ts';
import { tellFailure } from '../feedback.tsx';
import { AmountDialog } from '../money/amount-dialog.tsx';
import { TopUp } from '../money/top-up.tsx';
import { words as moneyWords } from '../money/words.ts';
import classes from '../page.module.css';
import type { PageProps } from '../page-props.ts';
import { useMay } from '../staff.ts';
import { goTo, hrefOf } from '../view.ts';
import { fetchDriver, writeOff } from './api.ts';
import { BlockDialog } from './block-dialog.tsx';
import { DriverBookings } from './driver-bookings.tsx';
import { DriverData } from './driver-data.tsx';
import { DriverDisputes } from './driver-disputes.tsx';
import { DriverMessages } from './driver-messages.tsx';
import { DriverStatement } from './driver-statement.tsx';
import { words } from './words.ts';

const pollMs = 15_000;

/** One driver: who it is, what is in the wallet and how it came there, what was booked, disputed and said. */
export function DriverProfile({ id, lot, slots, skewMs }: PageProps & { id: string }) {
  const [moved, setMoved] = useState(0);
  const [opened, setOpened] = useState<'top-up' | 'write-off' | 'block' | null>(null);
  const read = () =>
    fetchDriver(id).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    });
  const { value: driver } = usePolled<Driver | undefined>(read, moved, pollMs);
  const [chosen, setChosen] = useState<string | null>(null);
  const mayAct = useMay('attendant');
  const mayAll = useMay('admin');
  const hasMoved = () => setMoved((count) => count + 1);
  const close = () => setOpened(null);
  // A car that comes or goes moves money and bookings of its driver.
  const wallets = driver ? walletsOf(driver, lot.currency) : [];
  const wallet = wallets.find(({ currency }) => currency === (chosen ?? driver?.currency)) ?? wallets[0];
  const version = `${moved} ${slots.find((slot) => slot.driver?.id === id)?.version ?? 0}`;

  const part = { lot, skewMs, version };

  async function write(): Promise<void> {
    try {
      await changeConversation(id, 'take');
      goTo('inbox', id);
    } catch (error) {
      tellFailure(error);
    }
  }

  return (
    <section className={classes['page']} aria-label={words.heading} data-testid="driver">
      <Anchor href={hrefOf('drivers')}>
        <BackIcon size="1rem" /> {words.back}
      </Anchor>
      {driver === null && <Skeleton height="14rem" radius="md" role="status" aria-label={words.loading} />}
      {driver === undefined && <EmptyState title={words.unknown} py="xl" />}
      {driver && wallet && (
        <>
          <div className={classes['card']}>
            <Group justify="space-between" align="flex-start">
              <Who driver={driver} timeZone={lot.timeZone} />
              <div>
                {wallets.length > 1 ? (
                  <SegmentedControl
                    size="xs"
                    aria-label={words.wallet}
                    data={wallets.map(({ currency }) => currency)}
                    value={wallet.currency}
                    onChange={setChosen}
                    data-testid="wallets"
                  />
                ) : (
                  <div className={classes['soft']}>{words.balance}</div>
                )}
                <div
                  className={`${classes['figure']} pw-number`}
                  data-owes={wallet.balanceMinor < 0}
                  data-testid="balance"
                >
                  {formatMoney(wallet.balanceMinor, wallet.currency, locale)}
                </div>
                {wallet.promoMinor > 0 && (
                  <div className={classes['soft']}>
                    {words.promo(formatMoney(wallet.promoMinor, wallet.currency, locale))}
                  </div>
                )}
              </div>
            </Group>
            {mayAct && (
              <Group gap="xs" mt="md">
                <Button size="sm" data-testid="top-up" onClick={() => setOpened('top-up')}>
                  {moneyWords.topUp}
                </Button>
                <Button size="sm" variant="default" data-testid="write" onClick={() => void write()}>
                  {words.write}
                </Button>
                <Button size="sm" variant="default" data-testid="block" onClick={() => setOpened('block')}>
                  {driver.blockedAt === null ? words.block : words.unblock}
                </Button>
                {mayAll && wallet.balanceMinor < 0 && (
                  <Button size="sm" variant="default" data-testid="write-off" onClick={() => setOpened('write-off')}>
                    {moneyWords.writeOff}
                  </Button>
                )}
              </Group>
            )}
          </div>
          <div className={classes['columns']}>
            <DriverStatement {...part} driver={driver} currency={wallet.currency} onMoved={hasMoved} />
            <DriverBookings {...part} driver={driver} />
            <DriverDisputes {...part} driver={driver} onMoved={hasMoved} />
            <DriverMessages {...part} driver={driver} />
            {mayAll && <DriverData driver={driver} />}
          </div>
          {opened === 'top-up' && (
            <TopUp driver={driver} currency={wallet.currency} onClose={close} onDone={hasMoved} />
          )}
          {opened === 'write-off' && (
            <AmountDialog
              title={moneyWords.writeOff}
              hint={moneyWords.writeOffHint(formatMoney(-wallet.balanceMinor, wallet.currency, locale))}
              currency={wallet.currency}
              suggested={-wallet.balanceMinor}
              most={-wallet.balanceMinor}
              asksReason
              done={moneyWords.writtenOff}
              run={async (amountMinor, reason, key) => {
                await writeOff(id, { amountMinor, currency: wallet.currency, reason }, key);
                hasMoved();
              }}
              onClose={close}
            />
          )}
          {opened === 'block' && <BlockDialog driver={driver} onClose={close} onDone={hasMoved} />}
        </>
      )}
    </section>
  );
}

/** Those in which money ever moved, and one for this lot: a driver who comes here first has to be able to top it up. */
function walletsOf({ wallets, currency, balanceMinor, promoMinor }: Driver, ofLot: string): Driver['wallets'] {
  const known = wallets.length > 0 ? wallets : [{ currency, balanceMinor, promoMinor }];
  const hasLots = known.some((one) => one.currency === ofLot);
  return hasLots ? known : [...known, { currency: ofLot, balanceMinor: 0, promoMinor: 0 }];
}

function Who({ driver, timeZone }: { driver: Driver; timeZone: string }) {
  const { phone, plate, contactPhone, language, blockedAt, mutedAt, createdAt, identities } = driver;
  const number = phone ?? contactPhone;
  const name = driverLabel(driver);
  return (
    <div>
      <Group gap="xs">
        <h2 className={classes['heading']}>{name}</h2>
        {blockedAt !== null && <Badge color="red">{words.blocked}</Badge>}
        {mutedAt !== null && <Badge variant="light">{words.muted}</Badge>}
      </Group>
      {number !== null && number !== name && <Anchor href={`tel:${number}`}>{number}</Anchor>}
      <ul className={classes['plain']} aria-label={words.identities} data-testid="identities">
        {identities.map((identity) => (
          <li key={`${identity.channel} ${identity.userId}`} className={classes['soft']}>
            {identityWords(identity)}
          </li>
        ))}
      </ul>
      <div className={classes['soft']}>
        {words.columns.plate}: <span className={classes['mono']}>{plate ?? words.noPlate}</span>
      </div>
      <div className={classes['soft']}>
        {[words.since(formatDay(createdAt, timeZone, locale)), language === null ? undefined : words.language[language]]
          .filter((part) => part !== undefined)
          .join(', ')}
      </div>
    </div>
  );
}

/** How a channel knows the driver: by number, or by an id of its own where it tells no number. */
function identityWords({ channel, userId, phone }: Driver['identities'][number]): string {
  const name = words.channels[channel] ?? channel;
  const id = phone === userId ? null : words.userId(userId);
  return `${name}: ${[phone, id].filter((part) => part !== null).join(', ')}`;
}
