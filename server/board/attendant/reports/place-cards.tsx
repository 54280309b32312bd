import { BarChart, CompositeChart, MatrixChart } from '@mantine/charts';
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { FlowReport, OccupancyReport, StaysReport, TurnoverReport } from '../../../../shared/http/reports.ts';
import { formatDuration } from '../../format.ts';
import { language } from '../../language.ts';
import type { CardProps } from './card-props.ts';
import { colors, lengthName, longDay, look, MOST_BARS, shortDay, weekdayName } from './looks.ts';
import { ReportCard, type Shown } from './report-card.tsx';
import classes from './reports.module.css';
import { figures, ofCount, ofMean, ofShare, ofText, words as wordColumn } from './sheet.ts';
import { useNarrow } from './use-narrow.ts';
import { words } from './words.ts';

/** How the slots were used. */

const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
const weekdays = Array.from({ length: 7 }, (_, n) => weekdayName(n + 1));
/** From the page's own colour to that of what is occupied. */
const heat = [8, 26, 44, 62, 80, 100].map(
  (part) => `color-mix(in srgb, var(--pw-occupied) ${part}%, var(--pw-surface))`,
);

export function OccupancyCard({ loaded, fileOf }: CardProps<OccupancyReport>) {
  const isNarrow = useNarrow();
  const view = (report: OccupancyReport): Shown => {
    const shareAt = (weekday: number, hour: number) => report.hours[weekday * 24 + hour]?.share ?? null;
    const cells = report.hours.map(({ weekday, hour, share }) => {
      const [name = '', clock = ''] = [weekdays[weekday - 1], hours[hour]];
      return { x: isNarrow ? name : clock, y: isNarrow ? clock : name, value: share };
    });
    return {
      isEmpty: report.occupiedMs === 0,
      hint: words.occupancy.hint,
      sheet: {
        columns: [wordColumn(words.occupancy.hour), ...weekdays.map(figures)],
        rows: hours.map((clock, hour) => [
          ofText(`${clock}:00`),
          ...weekdays.map((_, weekday) => ofShare(shareAt(weekday, hour))),
        ]),
      },
      chart: (
        <MatrixChart
          className={classes['matrix'] ?? ''}
          aria-label={words.chartOf(words.occupancy.title)}
          data={cells}
          domain={[0, 1]}
          colors={heat}
          xLabels={isNarrow ? weekdays : hours}
          yLabels={isNarrow ? hours : weekdays}
          withXLabels
          withYLabels
          xLabelsPosition="top"
          xLabelsRotation={0}
          xLabelsHeight={24}
          yLabelsWidth={isNarrow ? 32 : 48}
          cellSize={isNarrow ? 34 : 38}
          gap={2}
          withTooltip
          getTooltipLabel={({ x, y, value }) =>
            isNarrow ? `${x} ${y}:00, ${ofShare(value).shown}` : `${y} ${x}:00, ${ofShare(value).shown}`
          }
          withLegend
          legendLabels={[words.occupancy.less, words.occupancy.more]}
        />
      ),
    };
  };
  return <ReportCard name="occupancy" title={words.occupancy.title} isWide {...{ loaded, fileOf, view }} />;
}

export function FlowCard({ loaded, fileOf }: CardProps<FlowReport>) {
  const [what, setWhat] = useState<'cars' | 'occupancy'>('cars');
  const isNarrow = useNarrow();
  const said = words.flow;
  const view = (report: FlowReport): Shown => {
    const { halfHours, previous, entries, exits, previousEntries, previousExits } = report;
    const isEmpty =
      entries + exits + previousEntries + previousExits === 0 &&
      halfHours.every((half) => half.current.occupiedMs + half.previous.occupiedMs === 0);
    // On a phone 96 bars are too thin to be seen.
    const now = isNarrow ? ('line' as const) : ('bar' as const);
    const cars = [
      { name: 'entries', label: said.entries, color: colors.main, type: now },
      { name: 'exits', label: said.exits, color: colors.second, type: now },
      {
        name: 'previousEntries',
        label: said.previousEntries,
        color: colors.main,
        type: 'line',
        strokeDasharray: '5 4',
      },
      { name: 'previousExits', label: said.previousExits, color: colors.second, type: 'line', strokeDasharray: '5 4' },
    ] as const;
    const filled = [
      { name: 'share', label: said.share, color: colors.main, type: 'area' },
      { name: 'previousShare', label: said.previousShare, color: colors.past, type: 'line', strokeDasharray: '5 4' },
    ] as const;
    const { h, accessibilityLayer, tickLine, legendProps } = look;
    return {
      isEmpty,
      hint: said.hint(longDay(previous.from), longDay(previous.to)),
      sheet: {
        columns: [
          wordColumn(said.time),
          ...[said.entries, said.exits, said.share, said.previousEntries, said.previousExits, said.previousShare].map(
            figures,
          ),
        ],
        rows: halfHours.map(({ time, current, previous: before }) => [
          ofText(time),
          ...[ofCount(current.entries), ofCount(current.exits), ofShare(current.share)],
          ...[ofCount(before.entries), ofCount(before.exits), ofShare(before.share)],
        ]),
      },
      chart: (
        <CompositeChart
          {...{ h, accessibilityLayer, tickLine, legendProps }}
          data={halfHours.map(({ time, current, previous: before }) => ({
            time,
            entries: current.entries,
            exits: current.exits,
            share: current.share,
            previousEntries: before.entries,
            previousExits: before.exits,
            previousShare: before.share,
          }))}
          dataKey="time"
          series={what === 'cars' ? [...cars] : [...filled]}
          curveType="linear"
          withDots={false}
          connectNulls={false}
          withLegend
          barProps={{ isAnimationActive: false }}
          lineProps={{ isAnimationActive: false }}
          areaProps={{ isAnimationActive: false }}
          yAxisProps={{ allowDecimals: what === 'occupancy' }}
          valueFormatter={what === 'cars' ? (count) => ofCount(count).shown : (share) => ofShare(share).shown}
        />
      ),
      beside: isEmpty ? null : (
        <SegmentedControl
          size="xs"
          style={{ alignSelf: 'flex-start' }}
          aria-label={said.what}
          data={[
            { value: 'cars', label: said.cars },
            { value: 'occupancy', label: said.occupancy },
          ]}
          value={what}
          onChange={(value) => setWhat(value as 'cars' | 'occupancy')}
        />
      ),
    };
  };
  return <ReportCard name="flow" title={said.title} isWide {...{ loaded, fileOf, view }} />;
}

export function StaysCard({ loaded, fileOf }: CardProps<StaysReport>) {
  const said = words.stays;
  const nameOf = ({ fromMinutes, toMinutes }: StaysReport['lengths'][number]) => {
    if (toMinutes === null) return said.over(lengthName(fromMinutes));
    return fromMinutes === 0
      ? said.under(lengthName(toMinutes))
      : said.between(lengthName(fromMinutes), lengthName(toMinutes));
  };
  const view = ({ count, meanMs, medianMs, lengths }: StaysReport): Shown => ({
    isEmpty: count === 0,
    hint: said.hint(formatDuration(meanMs ?? 0, language), formatDuration(medianMs ?? 0, language)),
    sheet: {
      columns: [wordColumn(said.length), figures(said.count)],
      rows: lengths.map((one) => [ofText(nameOf(one)), ofCount(one.count)]),
    },
    chart: (
      <BarChart
        {...look}
        orientation="vertical"
        gridAxis="y"
        data={lengths.map((one) => ({ label: nameOf(one), count: one.count }))}
        dataKey="label"
        series={[{ name: 'count', label: said.count, color: colors.main }]}
        yAxisProps={{ width: 116 }}
        xAxisProps={{ allowDecimals: false }}
      />
    ),
  });
  return <ReportCard name="stays" title={said.title} {...{ loaded, fileOf, view }} />;
}

export function TurnoverBySlot({ loaded, fileOf }: CardProps<TurnoverReport>) {
  const said = words.turnover;
  const view = ({ stays, slots, perSlotAndDay }: TurnoverReport): Shown => {
    const drawn = slots.length <= MOST_BARS ? slots : [...slots].sort((a, b) => b.stays - a.stays).slice(0, MOST_BARS);
    return {
      isEmpty: stays === 0,
      hint:
        drawn.length < slots.length ? words.most(drawn.length, slots.length) : said.hint(ofMean(perSlotAndDay).shown),
      sheet: {
        columns: [wordColumn(words.slot), figures(said.stays), figures(said.perDay)],
        rows: slots.map((one) => [ofText(one.slot), ofCount(one.stays), ofMean(one.perDay)]),
      },
      chart: (
        <BarChart
          {...look}
          data={drawn.map(({ slot, stays: count }) => ({ slot, count }))}
          dataKey="slot"
          series={[{ name: 'count', label: said.stays, color: colors.main }]}
          yAxisProps={{ allowDecimals: false }}
        />
      ),
    };
  };
  return <ReportCard name="turnover-by-slot" title={said.bySlot} {...{ loaded, fileOf, view }} />;
}

export function TurnoverByDay({ loaded, fileOf }: CardProps<TurnoverReport>) {
  const said = words.turnover;
  const view = ({ stays, days, perSlotAndDay }: TurnoverReport): Shown => ({
    isEmpty: stays === 0,
    hint: said.hint(ofMean(perSlotAndDay).shown),
    sheet: {
      columns: [wordColumn(words.day), figures(said.stays), figures(said.perSlot)],
      rows: days.map((one) => [ofText(longDay(one.date)), ofCount(one.stays), ofMean(one.perSlot)]),
    },
    chart: (
      <BarChart
        {...look}
        data={days.map(({ date, stays: count }) => ({ day: shortDay(date), count }))}
        dataKey="day"
        series={[{ name: 'count', label: said.stays, color: colors.main }]}
        yAxisProps={{ allowDecimals: false }}
      />
    ),
  });
  return <ReportCard name="turnover-by-day" title={said.byDay} {...{ loaded, fileOf, view }} />;
}
