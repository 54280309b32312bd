import type { Interval } from './interval.ts';
import { roundHalfUp } from './money.ts';
import { type PricedSpan, spansOf } from './priced-spans.ts';
import type { AddOn, TariffTerms } from './tariff.ts';

export type BillLineKind = 'grace' | 'free' | 'no-evidence' | 'time' | 'flat' | 'daily-cap' | 'stay-cap' | 'add-on';

/** One line of a bill; the amounts of all lines add up to the bill. Caps are lines that take something off. */
export interface BillLine {
  readonly kind: BillLineKind;
  /** The name of the rate or of the add-on; null where it has none. */
  readonly name: string | null;
  readonly from: number;
  readonly to: number;
  /** Of lines sold by time: how many increments, how long each, and the price of an hour. */
  readonly increments: number | null;
  readonly incrementSeconds: number | null;
  readonly ratePerHourMinor: number | null;
  readonly amountMinor: number;
  /** The tax contained in the amount. */
  readonly taxMinor: number;
}

export interface Bill {
  readonly amountMinor: number;
  readonly taxMinor: number;
  readonly lines: readonly BillLine[];
}

/** What is billed besides the time from first to last. */
export interface StayDetails {
  /** Stretches that no observation supports and that are not billed; in order, apart from each other. */
  readonly gaps?: readonly Interval[];
  /** What was chosen at booking. */
  readonly addOns?: readonly AddOn[];
}

/**
 * Prices a stay. Increments run on from the start of the stay; each is sold at the rate and step, and belongs to the
 * calendar day, in which it begins. What is sold alike is one line, rounded once, half up. Gaps take off what was sold
 * for nothing but unseen time, and change nothing else: more evidence never makes a bill lower, less never higher. A
 * stay that ends before it begins costs nothing.
 */
export function priceStay(stay: Interval, terms: TariffTerms, timeZone: string, details: StayDetails = {}): Bill {
  const { addOns = [] } = details;
  const gaps = within(details.gaps ?? [], stay);
  const lines = [...timeLines(stay, terms, timeZone, gaps), ...addOns.map((addOn) => addOnLine(stay, addOn))].map(
    (line): BillLine => ({ ...line, taxMinor: taxWithin(line.amountMinor, terms.taxBasisPoints) }),
  );
  return { amountMinor: sum(lines), taxMinor: lines.reduce((tax, line) => tax + line.taxMinor, 0), lines };
}

type Untaxed = Omit<BillLine, 'taxMinor'>;

function timeLines(stay: Interval, terms: TariffTerms, timeZone: string, gaps: readonly Interval[]): Untaxed[] {
  if (stay.to <= stay.from) return [];
  const supported = without(stay, gaps);
  const length = supported.reduce((ms, { from, to }) => ms + to - from, 0);
  const gapLines = gaps.map((gap) => plain('no-evidence', null, gap, 0));
  if (length <= terms.graceSeconds * 1000) return inOrder([plain('grace', null, stay, 0), ...gapLines]);
  const days = new Map<number, Untaxed[]>();
  for (const span of spansOf(stay, terms, timeZone)) {
    const lines = spanLines(span, within(supported, span));
    if (lines.length > 0) days.set(span.day, [...(days.get(span.day) ?? []), ...lines]);
  }
  const capped = [...days.values()].flatMap((lines) => [...lines, ...cap('daily-cap', lines, terms.dailyCapMinor)]);
  return [...inOrder([...capped, ...gapLines]), ...cap('stay-cap', capped, terms.stayCapMinor)];
}

/** A line for each part of a span that was seen. What is sold in one of them is not sold again in the next. */
function spanLines({ sold, from }: PricedSpan, seen: readonly Interval[]): Untaxed[] {
  if (sold.kind === 'free') return seen.map((part) => plain('free', null, part, 0));
  const { name } = sold;
  if (sold.kind === 'flat')
    return seen.map((part, index) => plain('flat', name, part, index > 0 ? 0 : sold.amountMinor));
  const { incrementSeconds, ratePerHourMinor } = sold.step;
  const price = (increments: number): number =>
    roundHalfUp(BigInt(increments) * BigInt(incrementSeconds) * BigInt(ratePerHourMinor), 3600n);
  const incrementMs = incrementSeconds * 1000;
  let soldTo = 0;
  let before = 0;
  return seen.map((part) => {
    const first = Math.max(soldTo, Math.floor((part.from - from) / incrementMs));
    soldTo = Math.ceil((part.to - from) / incrementMs);
    const increments = soldTo - first;
    // The rounding is that of the whole span, however many parts it has.
    const amountMinor = price(before + increments) - price(before);
    before += increments;
    return { ...plain('time', name, part, amountMinor), increments, incrementSeconds, ratePerHourMinor };
  });
}

/** What brings the lines down to the cap. */
function cap(kind: 'daily-cap' | 'stay-cap', lines: readonly Untaxed[], capMinor: number | null): Untaxed[] {
  const [first, last] = [lines[0], lines.at(-1)];
  const over = capMinor === null ? 0 : sum(lines) - capMinor;
  return first && last && over > 0 ? [plain(kind, null, { from: first.from, to: last.to }, -over)] : [];
}

function addOnLine(stay: Interval, { name, priceMinor }: AddOn): Untaxed {
  return plain('add-on', name, stay, priceMinor);
}

function plain(kind: BillLineKind, name: string | null, { from, to }: Interval, amountMinor: number): Untaxed {
  return { kind, name, from, to, increments: null, incrementSeconds: null, ratePerHourMinor: null, amountMinor };
}

/** By their beginning; a cap stays behind the lines it caps. */
function inOrder(lines: readonly Untaxed[]): Untaxed[] {
  const gaps = lines.filter(({ kind }) => kind === 'no-evidence');
  const sold = lines.filter(({ kind }) => kind !== 'no-evidence');
  const ordered: Untaxed[] = [];
  for (const line of sold) {
    while (gaps[0] && line.kind !== 'daily-cap' && gaps[0].from <= line.from) ordered.push(...gaps.splice(0, 1));
    ordered.push(line);
  }
  return [...ordered, ...gaps];
}

/** What of the spans lies within another. */
function within(spans: readonly Interval[], { from, to }: Interval): Interval[] {
  return spans
    .map((span) => ({ from: Math.max(span.from, from), to: Math.min(span.to, to) }))
    .filter((span) => span.from < span.to);
}

/** The parts of a span that no gap covers. */
function without(span: Interval, gaps: readonly Interval[]): Interval[] {
  const parts: Interval[] = [];
  let from = span.from;
  for (const gap of gaps) {
    if (gap.from > from) parts.push({ from, to: Math.min(gap.from, span.to) });
    from = Math.max(from, gap.to);
  }
  if (from < span.to) parts.push({ from, to: span.to });
  return parts.filter((part) => part.from < part.to);
}

function taxWithin(amountMinor: number, basisPoints: number): number {
  return roundHalfUp(BigInt(amountMinor) * BigInt(basisPoints), 10_000n + BigInt(basisPoints));
}

function sum(lines: readonly { amountMinor: number }[]): number {
  return lines.reduce((total, { amountMinor }) => total + amountMinor, 0);
}
