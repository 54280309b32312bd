import { Checkbox, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { formatDuration, formatMoment, formatMoney } from '../../../format.ts';
import { locale } from '../../../texts.ts';
import pageClasses from '../../page.module.css';
import type { Quote } from './api.ts';
import classes from './tariff-section.module.css';
import type { LiveQuote } from './use-quote.ts';
import { words } from './words.ts';

/** The stay of the example, as the clocks of the lot show it: `2026-11-02T17:30`. */
export interface Example {
  readonly arrives: string;
  readonly leaves: string;
  readonly addOns: string[];
}

interface QuotePanelProps {
  example: Example;
  /** What can be chosen with it. */
  addOns: readonly { code: string; name: string }[];
  live: LiveQuote;
  /** Why nothing is asked; null where it is. */
  waitsFor: 'terms' | 'span' | null;
  timeZone: string;
  currency: string;
  now: number;
  onChange: (part: Partial<Example>) => void;
}

/** What a driver would pay by the draft, line by line. */
export function QuotePanel({ example, addOns, live, waitsFor, timeZone, currency, now, onChange }: QuotePanelProps) {
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const { quote, failure } = live;
  return (
    <section className={pageClasses['card']} aria-label={words.quote} data-testid="quote">
      <h3>{words.quote}</h3>
      <Stack gap="sm">
        <Text size="sm">{words.quoteHint}</Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {(['arrives', 'leaves'] as const).map((side) => (
            <TextInput
              key={side}
              type="datetime-local"
              label={words[side]}
              data-testid={`quote-${side}`}
              value={example[side]}
              onChange={(event) => onChange({ [side]: event.currentTarget.value })}
            />
          ))}
        </SimpleGrid>
        {addOns.length > 0 && (
          <Checkbox.Group
            label={words.withAddOns}
            value={example.addOns}
            onChange={(chosen) => onChange({ addOns: chosen })}
          >
            <Group>
              {addOns.map(({ code, name }) => (
                <Checkbox key={code} value={code} label={name} data-testid={`quote-with-${code}`} />
              ))}
            </Group>
          </Checkbox.Group>
        )}
        <div role="status" aria-busy={waitsFor === null && quote === null && failure === null}>
          {waitsFor !== null && <Text size="sm">{waitsFor === 'terms' ? words.incomplete : words.noSpan}</Text>}
          {failure !== null && <Text data-testid="quote-failed">{failure}</Text>}
          {quote !== null && (
            <ul className={classes['lines'] ?? ''} data-testid="quote-lines">
              {quote.lines.map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own, and none is edited
                <li key={index} data-testid="quote-line" data-kind={line.kind}>
                  <span>
                    {line.name ?? words.lines[line.kind]}
                    <span className={pageClasses['soft']}>{detailOf(line, money, timeZone, now)}</span>
                  </span>
                  <span>{money(line.amountMinor)}</span>
                </li>
              ))}
              <li className={classes['total'] ?? ''}>
                <span>{words.total}</span>
                <span data-testid="quote-total">{money(quote.amountMinor)}</span>
              </li>
              {quote.taxMinor > 0 && <li className={pageClasses['soft'] ?? ''}>{words.tax(money(quote.taxMinor))}</li>}
            </ul>
          )}
        </div>
      </Stack>
    </section>
  );
}

/** From when to when, and how much of what was sold. */
function detailOf(
  { from, to, increments, incrementSeconds, ratePerHourMinor }: Quote['lines'][number],
  money: (minor: number) => string,
  timeZone: string,
  now: number,
): string {
  const span = `${formatMoment(from, now, timeZone, locale)} – ${formatMoment(to, now, timeZone, locale)}`;
  if (increments === null || incrementSeconds === null || ratePerHourMinor === null) return span;
  return `${span} · ${words.sale(increments, formatDuration(incrementSeconds * 1000, locale), money(ratePerHourMinor))}`;
}
