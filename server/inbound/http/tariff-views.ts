import { type RateBody, type TariffChangeBody, weekdays } from '../../../shared/http/tariff.ts';
import type { Quote } from '../../app/manage-tariffs.ts';
import type { TariffChange } from '../../app/tariff-change.ts';
import type { BillLine } from '../../domain/bill.ts';
import type { Band, Rate, Tariff } from '../../domain/tariff.ts';
import { iso } from './iso.ts';

/** Tariffs and bills between the wire's form and the domain's. */

export function tariffView(tariff: Tariff): Record<string, unknown> {
  const rates = tariff.rates.map(rateView);
  const [only, ...others] = rates;
  const step = others.length === 0 && only?.steps?.length === 1 ? only.steps[0] : undefined;
  const { version, effectiveFrom, graceSeconds, freeSeconds, dailyCapMinor, stayCapMinor, addOns, taxBasisPoints } =
    tariff;
  return {
    version,
    ratePerHourMinor: step?.ratePerHourMinor ?? null,
    incrementSeconds: step?.incrementSeconds ?? null,
    graceSeconds,
    freeSeconds,
    dailyCapMinor,
    stayCapMinor,
    rates,
    addOns,
    taxBasisPoints,
    effectiveFrom: iso(effectiveFrom),
    withdrawn: tariff.isWithdrawn,
  };
}

export function tariffChangeFrom(body: TariffChangeBody): TariffChange {
  const { rates, ...rest } = body;
  const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { ...said, ...(rates ? { rates: rates.map(rateFrom) } : {}) };
}

export function billLineView(line: BillLine): unknown {
  return { ...line, from: iso(line.from), to: iso(line.to) };
}

function rateView({ name, band, price }: Rate): RateBody {
  return {
    ...(name === null ? {} : { name }),
    ...(band?.days ? { days: band.days.flatMap((day) => weekdays[day - 1] ?? []) } : {}),
    ...(band ? { from: clockText(band.from), to: clockText(band.to) } : {}),
    ...(price.kind === 'flat'
      ? { flatMinor: price.amountMinor, per: price.per }
      : { steps: price.steps.map(({ forSeconds, ...step }) => ({ ...step, ...(forSeconds ? { forSeconds } : {}) })) }),
  };
}

function rateFrom(body: RateBody): Rate {
  const { name = null, flatMinor, per = 'period', steps = [] } = body;
  const price =
    flatMinor === undefined
      ? ({
          kind: 'time',
          steps: steps.map((step) => ({ ...step, forSeconds: step.forSeconds ?? null })),
        } as const)
      : ({ kind: 'flat', amountMinor: flatMinor, per } as const);
  return { name, band: bandFrom(body), price };
}

function bandFrom({ days, from, to }: RateBody): Band | null {
  if (!days && from === undefined) return null;
  const numbers = days ? days.map((day) => weekdays.indexOf(day) + 1) : null;
  return { days: numbers, from: minutesOf(from ?? '00:00'), to: minutesOf(to ?? '00:00') };
}

export function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

export function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** What a stay of a span would cost. Times as ISO 8601. */
export function quoteView({ lot, tariff, bill }: Quote, span: { from: number; to: number }): object {
  return {
    lot: lot.code,
    currency: lot.currency,
    tariffVersion: tariff.version,
    from: iso(span.from),
    to: iso(span.to),
    amountMinor: bill.amountMinor,
    taxMinor: bill.taxMinor,
    lines: bill.lines.map(billLineView),
  };
}
