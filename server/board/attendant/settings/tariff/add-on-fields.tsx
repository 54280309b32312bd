import { Button, Group, Stack } from '@mantine/core';
import { PlusIcon } from '../../../icons.tsx';
import pageClasses from '../../page.module.css';
import { words as shared } from '../words.ts';
import { type AddOnDraft, newAddOn } from './draft.ts';
import { PriceField } from './price-field.tsx';
import { words } from './words.ts';
import { WordsField } from './words-field.tsx';

const MOST_ADD_ONS = 20;

interface AddOnFieldsProps {
  addOns: readonly AddOnDraft[];
  currency: string;
  onChange: (addOns: AddOnDraft[]) => void;
}

/** Services with a price, chosen with a booking. */
export function AddOnFields({ addOns, currency, onChange }: AddOnFieldsProps) {
  const change = (key: string, part: Partial<AddOnDraft>) =>
    onChange(addOns.map((one) => (one.key === key ? { ...one, ...part } : one)));
  return (
    <section className={pageClasses['card']} aria-label={words.terms.addOns}>
      <h3>{words.terms.addOns}</h3>
      <Stack>
        {addOns.map(({ key, code, name, priceMinor }, index) => (
          <Group key={key} role="group" aria-label={words.addOnOf(index + 1)} align="end">
            <WordsField
              label={words.addOnCode}
              hint={words.addOnCodeHint}
              path={`addOns.${index}.code`}
              maxLength={12}
              value={code}
              onChange={(next) => change(key, { code: next })}
              testId="add-on-code"
            />
            <WordsField
              label={words.addOnName}
              path={`addOns.${index}.name`}
              maxLength={40}
              value={name}
              onChange={(next) => change(key, { name: next })}
              testId="add-on-name"
            />
            <PriceField
              label={words.addOnPrice}
              currency={currency}
              path={`addOns.${index}.priceMinor`}
              value={priceMinor}
              onChange={(next) => change(key, { priceMinor: next })}
              testId="add-on-price"
            />
            <Button
              variant="default"
              aria-label={`${shared.remove}: ${words.addOnOf(index + 1)}`}
              onClick={() => onChange(addOns.filter((one) => one.key !== key))}
            >
              {shared.remove}
            </Button>
          </Group>
        ))}
        {addOns.length < MOST_ADD_ONS && (
          <Group>
            <Button
              variant="default"
              leftSection={<PlusIcon size="1em" />}
              data-testid="add-add-on"
              onClick={() => onChange([...addOns, newAddOn()])}
            >
              {words.addAddOn}
            </Button>
          </Group>
        )}
      </Stack>
    </section>
  );
}
