import { BarChart } from '@mantine/charts';
import type { BookingsReport, FunnelReport } from '../../../../shared/http/reports.ts';
import { formatDuration } from '../../format.ts';
import { language } from '../../language.ts';
import type { CardProps } from './card-props.ts';
import { colors, longDay, look, shortDay } from './looks.ts';
import { ReportCard, type Shown } from './report-card.tsx';
import { figures, ofCount, ofShare, ofText, words as wordColumn } from './sheet.ts';
import { words } from './words.ts';

/** What became of bookings, and how far drivers come with one. */

export function BookingsCard({ loaded, fileOf }: CardProps<BookingsReport>) {
  const said = words.bookings;
  const view = (report: BookingsReport): Shown => {
    const { completed, noShows, cancelled, overstays, overstayMs, overstayRate, days } = report;
    const late = () =>
      said.hint(
        ofCount(overstays).shown,
        ofShare(overstayRate).shown,
        formatDuration(overstayMs / overstays, language),
      );
    return {
      isEmpty: completed + noShows + cancelled === 0,
      hint: overstays === 0 ? said.noneLate : late(),
      sheet: {
        columns: [
          wordColumn(words.day),
          ...[said.completed, said.overstays, said.overstayRate, said.noShows, said.noShowRate, said.cancelled].map(
            figures,
          ),
        ],
        rows: days.map((one) => [
          ofText(longDay(one.date)),
          ...[ofCount(one.completed), ofCount(one.overstays), ofShare(one.overstayRate)],
          ...[ofCount(one.noShows), ofShare(one.noShowRate), ofCount(one.cancelled)],
        ]),
      },
      chart: (
        <BarChart
          {...look}
          type="stacked"
          data={days.map((one) => ({
            day: shortDay(one.date),
            inTime: one.completed - one.overstays,
            overstays: one.overstays,
            noShows: one.noShows,
            cancelled: one.cancelled,
          }))}
          dataKey="day"
          series={[
            { name: 'inTime', label: said.completed, color: colors.good },
            { name: 'overstays', label: said.overstays, color: colors.second },
            { name: 'noShows', label: said.noShows, color: colors.bad },
            { name: 'cancelled', label: said.cancelled, color: colors.past },
          ]}
          withLegend
          yAxisProps={{ allowDecimals: false }}
        />
      ),
    };
  };
  return <ReportCard name="bookings" title={said.title} {...{ loaded, fileOf, view }} />;
}

export function FunnelCard({ loaded, fileOf }: CardProps<FunnelReport>) {
  const said = words.funnel;
  const view = ({ drivers, booked, steps }: FunnelReport): Shown => {
    const nameOf = (step: string) => said.steps[step] ?? step;
    const asked = steps.filter((one) => one.asked > 0 || one.step === 'booked');
    return {
      isEmpty: drivers === 0,
      hint: said.hint(ofCount(drivers).shown, ofCount(booked).shown),
      sheet: {
        columns: [wordColumn(said.step), figures(said.drivers), figures(said.stopped), figures(said.asked)],
        rows: steps.map((one) => [
          ofText(nameOf(one.step)),
          ...[ofCount(one.drivers), ofCount(one.stopped), ofCount(one.asked)],
        ]),
      },
      chart: (
        <BarChart
          {...look}
          orientation="vertical"
          gridAxis="y"
          type="stacked"
          data={asked.map((one) => ({
            step: nameOf(one.step),
            on: one.drivers - one.stopped,
            stopped: one.stopped,
          }))}
          dataKey="step"
          series={[
            { name: 'on', label: said.wentOn, color: colors.main },
            { name: 'stopped', label: said.stopped, color: colors.bad },
          ]}
          withLegend
          yAxisProps={{ width: 104 }}
          xAxisProps={{ allowDecimals: false }}
        />
      ),
    };
  };
  return <ReportCard name="funnel" title={said.title} {...{ loaded, fileOf, view }} />;
}
