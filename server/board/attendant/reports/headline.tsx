import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { BookingsReport, FlowReport, OccupancyReport, RevenueReport } from '../../../../shared/http/reports.ts';
import { formatMoney } from '../../format.ts';
import { language } from '../../language.ts';
import classes from './reports.module.css';
import { NOTHING, ofCount, ofShare } from './sheet.ts';
import type { Loaded } from './use-report.ts';
import { words } from './words.ts';

const said = words.headline;

interface HeadlineProps {
  revenue: Loaded<RevenueReport>;
  flow: Loaded<FlowReport>;
  occupancy: Loaded<OccupancyReport>;
  bookings: Loaded<BookingsReport>;
}

/** The few numbers that whoever comes here wants first. */
export function Headline({ revenue, flow, occupancy, bookings }: HeadlineProps) {
  return (
    <dl className={classes['headline']} aria-label={said.label}>
      <Figure name="revenue" label={said.revenue} loaded={revenue}>
        {({ revenueMinor, taxMinor, currency }) => ({
          value: formatMoney(revenueMinor, currency, language),
          beside: taxMinor === 0 ? '' : said.withTax(formatMoney(taxMinor, currency, language)),
        })}
      </Figure>
      <Figure name="entries" label={said.entries} loaded={flow}>
        {({ entries, previousEntries }) => ({
          value: ofCount(entries).shown,
          beside: said.before(ofCount(previousEntries).shown),
        })}
      </Figure>
      <Figure name="occupancy" label={said.occupancy} loaded={occupancy}>
        {({ share, slots }) => ({ value: ofShare(share).shown, beside: said.ofSlots(ofCount(slots).shown) })}
      </Figure>
      <Figure name="no-shows" label={said.noShows} loaded={bookings}>
        {({ noShows, noShowRate }) => ({
          value: ofCount(noShows).shown,
          beside: noShowRate === null ? '' : said.ofBookings(ofShare(noShowRate).shown),
        })}
      </Figure>
    </dl>
  );
}

interface FigureProps<T> {
  name: string;
  label: string;
  loaded: Loaded<T>;
  children: (report: T) => { value: string; beside: string };
}

function Figure<T>({ name, label, loaded, children }: FigureProps<T>): ReactNode {
  const shown = loaded.state === 'there' ? children(loaded.report) : null;
  return (
    <div className={classes['figure']} data-testid={`headline-${name}`}>
      <dt>{label}</dt>
      {loaded.state === 'loading' ? (
        <dd>
          <Skeleton height="2rem" width="70%" />
        </dd>
      ) : (
        <>
          <dd className={classes['value']}>{shown?.value ?? NOTHING}</dd>
          <dd className={classes['soft']}>{shown?.beside ?? ''}</dd>
        </>
      )}
    </div>
  );
}
