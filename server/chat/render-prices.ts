import type { Band, Price, TariffTerms } from '../domain/tariff.ts';
import { type Phrasing, plain, yesNo } from './phrasing.ts';

const MOST_RATES = 12;

/** A lot's prices in words: one sentence where there is one price, else a line for each rate. */
export function renderPrices(lotName: string, terms: TariffTerms, p: Phrasing): string {
  const { rates, graceSeconds, freeSeconds, dailyCapMinor, stayCapMinor, addOns } = terms;
  const [only] = rates;
  const isOne = rates.length === 1 && only !== undefined;
  const lines = rates.map(({ name, band, price }) =>
    p.say('prices.rate', {
      hasName: yesNo(name !== null),
      name: plain(name ?? ''),
      when: band ? when(band, p) : p.say('prices.otherwise'),
      price: priceWords(price, p),
    }),
  );
  return p.say('prices', {
    lot: plain(lotName),
    isOne: yesNo(isOne),
    prices: isOne ? priceWords(only.price, p) : p.lines(lines, MOST_RATES),
    hasGrace: yesNo(graceSeconds > 0),
    grace: p.duration(graceSeconds),
    hasFree: yesNo(freeSeconds > 0),
    free: p.duration(freeSeconds),
    hasCap: yesNo(dailyCapMinor !== null),
    cap: p.money(dailyCapMinor ?? 0),
    hasStayCap: yesNo(stayCapMinor !== null),
    stayCap: p.money(stayCapMinor ?? 0),
    hasServices: yesNo(addOns.length > 0),
    services: p.codes(
      addOns.map(({ name, priceMinor }) => p.say('prices.service', { name, price: p.money(priceMinor) })),
    ),
  });
}

function priceWords(price: Price, p: Phrasing): string {
  if (price.kind === 'flat') return p.say('prices.flat', { amount: p.money(price.amountMinor), per: price.per });
  return price.steps
    .map(({ forSeconds, ratePerHourMinor, incrementSeconds }) =>
      p.say('prices.step', {
        isFree: yesNo(ratePerHourMinor === 0),
        rate: p.money(ratePerHourMinor),
        step: p.duration(incrementSeconds),
        isLimited: yesNo(forSeconds !== null),
        length: p.duration(forSeconds ?? 0),
      }),
    )
    .reduce((first, rest) => p.say('prices.then', { first, rest }));
}

function when({ days, from, to }: Band, p: Phrasing): string {
  return p.say('prices.band', {
    hasDays: yesNo(days !== null),
    days: p.codes((days ?? []).map((day) => p.weekday(day))),
    isAllDay: yesNo(from === to),
    from: p.clock(from),
    to: p.clock(to),
  });
}
