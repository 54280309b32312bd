import { topUp } from '../../api-client.ts';
import { driverLabel } from '../../format.ts';
import { AmountDialog } from './amount-dialog.tsx';
import { words } from './words.ts';

interface TopUpProps {
  driver: { id: string; displayName: string; phone: string | null };
  currency: string;
  onClose: () => void;
  onDone?: () => void;
}

/** Money that was handed over goes into the driver's wallet. */
export function TopUp({ driver, currency, onClose, onDone }: TopUpProps) {
  return (
    <AmountDialog
      title={words.topUp}
      hint={words.topUpHint(driverLabel(driver))}
      currency={currency}
      suggested={null}
      done={words.toppedUp}
      run={async (amountMinor, _reason, key) => {
        await topUp(driver.id, { amountMinor, currency }, key);
        onDone?.();
      }}
      onClose={onClose}
    />
  );
}
