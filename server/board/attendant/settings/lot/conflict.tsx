import { Alert, List, Text } from '@mantine/core';
import { formatMoney } from '../../../format.ts';
import { locale } from '../../../texts.ts';
import { words as shared } from '../words.ts';
import type { LotView } from './api.ts';
import type { LotChange } from './draft.ts';
import { fieldWords } from './field-words.ts';
import { type FieldKind, kinds } from './fields.ts';
import { words } from './words.ts';

interface ConflictProps {
  /** What somebody else has changed, as it is now. */
  theirs: LotChange;
  mine: LotChange;
  currency: string;
  onClose: () => void;
}

/** Tells the second of two what the first has changed. */
export function Conflict({ theirs, mine, currency, onClose }: ConflictProps) {
  return (
    <Alert
      color="orange"
      role="alert"
      title={shared.conflict}
      withCloseButton
      closeButtonLabel={shared.discard}
      onClose={onClose}
      data-testid="conflict"
    >
      <List size="sm">
        {Object.entries(theirs).map(([key, value]) => (
          <List.Item key={key}>
            <b>{labelOf(key)}</b>: {words.changedTo(shown(key, value, currency))}
            {key in mine && ` (${words.alsoYours})`}
          </List.Item>
        ))}
      </List>
      <Text size="sm">{shared.conflictKept}</Text>
    </Alert>
  );
}

function labelOf(key: string): string {
  if (key in fieldWords) return fieldWords[key as keyof typeof fieldWords][0];
  const others: Partial<Record<keyof LotView, string>> = {
    name: words.name,
    timeZone: words.timeZone,
    currency: words.currency,
    country: words.country,
    contact: words.contact,
    requires: words.requires,
    openingHours: words.hours,
    faq: words.faq,
    messagePrices: words.messagePrices,
  };
  return others[key as keyof LotView] ?? key;
}

function shown(key: string, value: unknown, currency: string): string {
  if (value === null) return words.none;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'object') return words.several;
  const isMoney = (kinds as Readonly<Partial<Record<string, FieldKind>>>)[key]?.kind === 'money';
  return isMoney ? formatMoney(Number(value), currency, locale) : String(value);
}
