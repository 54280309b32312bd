import { nextEdge, wallClock } from './calendar.ts';
import type { Interval } from './interval.ts';
import { inBand, type Rate, type Step, type TariffTerms } from './tariff.ts';

/** A stretch of a stay that is sold alike; of time, its first increment begins with it and the others follow on. */
export interface PricedSpan extends Interval {
  /** The calendar day in which it begins, counted in days since the epoch. */
  readonly day: number;
  readonly sold: Sold;
}

type Sold =
  | { readonly kind: 'free' }
  | { readonly kind: 'flat'; readonly name: string | null; readonly rate: Rate; readonly amountMinor: number }
  | {
      readonly kind: 'time';
      readonly name: string | null;
      readonly rate: Rate;
      readonly step: Step;
      readonly increments: number;
    };

/**
 * Cuts a stay, as if the whole of it had been seen, where the day, the band or the step changes, and merges what is sold
 * alike. The spans lie end to end; an increment that was begun is used up before the next is sold.
 */
export function spansOf(stay: Interval, terms: TariffTerms, timeZone: string): PricedSpan[] {
  const minutes = terms.rates.flatMap(({ band }) => (band ? [band.from, band.to] : []));
  const freeUntil = stay.from + terms.freeSeconds * 1000;
  const spans: PricedSpan[] = [];
  let at = stay.from;
  while (at < stay.to) {
    const clock = wallClock(at, timeZone);
    const rate = rateFor(terms, clock.weekday, clock.minuteOfDay);
    const edge = Math.min(nextEdge(at, timeZone, minutes), stay.to);
    const { sold, to }: { sold: Sold; to: number } =
      at < freeUntil ? { sold: { kind: 'free' }, to: Math.min(edge, freeUntil) } : sell(rate, at, edge, at - stay.from);
    append(spans, { from: at, to: Math.min(to, stay.to), day: clock.day, sold });
    at = to;
  }
  return spans;
}

/** The rate of a moment of the wall clock. */
export function rateFor(terms: Pick<TariffTerms, 'rates'>, weekday: number, minuteOfDay: number): Rate {
  const rate = terms.rates.find(({ band }) => band === null || inBand(band, weekday, minuteOfDay));
  if (!rate) throw new RangeError('the tariff has no rate for every hour');
  return rate;
}

function sell(rate: Rate, at: number, edge: number, elapsed: number): { sold: Sold; to: number } {
  const { name, price } = rate;
  if (price.kind === 'flat') return { sold: { kind: 'flat', name, rate, amountMinor: price.amountMinor }, to: edge };
  let stepEnd = 0;
  for (const step of price.steps) {
    stepEnd = step.forSeconds === null ? Number.POSITIVE_INFINITY : stepEnd + step.forSeconds * 1000;
    if (elapsed >= stepEnd) continue;
    const until = Math.min(edge, at + stepEnd - elapsed);
    const incrementMs = step.incrementSeconds * 1000;
    const increments = Math.ceil((until - at) / incrementMs);
    return { sold: { kind: 'time', name, rate, step, increments }, to: at + increments * incrementMs };
  }
  throw new RangeError('the last step of a rate must go on without end');
}

function append(spans: PricedSpan[], next: PricedSpan): void {
  const last = spans.at(-1);
  const merged = last ? merge(last, next) : null;
  if (merged) spans[spans.length - 1] = merged;
  else spans.push(next);
}

function merge(last: PricedSpan, next: PricedSpan): PricedSpan | null {
  const a = last.sold;
  const b = next.sold;
  if (a.kind === 'flat' && b.kind === 'flat' && a.rate === b.rate) {
    const perDay = a.rate.price.kind === 'flat' && a.rate.price.per === 'day';
    return perDay && last.day !== next.day ? null : { ...last, to: next.to };
  }
  if (last.day !== next.day) return null;
  if (a.kind === 'free' && b.kind === 'free') return { ...last, to: next.to };
  if (a.kind !== 'time' || b.kind !== 'time' || a.rate !== b.rate || a.step !== b.step) return null;
  return { ...last, to: next.to, sold: { ...a, increments: a.increments + b.increments } };
}
