import { AmountField } from '../../money/amount-field.tsx';
import pageClasses from '../../page.module.css';
import classes from '../lot/lot-section.module.css';
import type { TariffDraft } from './draft.ts';
import { useErrorOf } from './field-errors.ts';
import { LengthField } from './length-field.tsx';
import { PriceField } from './price-field.tsx';
import { words } from './words.ts';

const DAY = 86_400;
/** A tax of 100 %, in hundredths of a percent. */
const MOST_TAX = { minor: 10_000, text: '100 %' };

interface TermsFieldsProps {
  draft: TariffDraft;
  currency: string;
  onChange: (part: Partial<TariffDraft>) => void;
}

/** What holds for every stay, whatever the hour. */
export function TermsFields({ draft, currency, onChange }: TermsFieldsProps) {
  const taxError = useErrorOf('taxBasisPoints');
  return (
    <div className={`${pageClasses['card']} ${classes['grid']}`}>
      {(['graceSeconds', 'freeSeconds'] as const).map((name) => (
        <LengthField
          key={name}
          label={words.terms[name]}
          hint={words.hints[name]}
          path={name}
          min={0}
          max={DAY}
          value={draft[name]}
          onChange={(value) => onChange({ [name]: value })}
          testId={`tariff-${name}`}
        />
      ))}
      {(['dailyCapMinor', 'stayCapMinor'] as const).map((name) => (
        <PriceField
          key={name}
          label={words.terms[name]}
          hint={words.hints[name]}
          currency={currency}
          path={name}
          mayBeEmpty
          value={draft[name]}
          onChange={(value) => onChange({ [name]: value })}
          testId={`tariff-${name}`}
        />
      ))}
      <AmountField
        label={words.terms.taxBasisPoints}
        hint={words.hints.taxBasisPoints}
        unit="%"
        digits={2}
        most={MOST_TAX}
        error={taxError}
        value={draft.taxBasisPoints}
        onChange={(taxBasisPoints) => onChange({ taxBasisPoints })}
        testId="tariff-taxBasisPoints"
      />
    </div>
  );
}
