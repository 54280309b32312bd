import { BarChart } from '@mantine/charts';
import type { RevenueReport } from '../../../../shared/http/reports.ts';
import { formatMoney, minorDigits } from '../../format.ts';
import { language } from '../../language.ts';
import type { CardProps } from './card-props.ts';
import type { Cell } from './csv.ts';
import { colors, longDay, look, MOST_BARS, moneyTick, shortDay } from './looks.ts';
import { ReportCard, type Shown } from './report-card.tsx';
import { figures, ofMoney, ofText, words as wordColumn } from './sheet.ts';
import { words } from './words.ts';

/** What a lot earned, by day and by slot. */

type Money = Omit<RevenueReport['days'][number], 'date'>;
const said = words.revenue;

const parts = ['chargesMinor', 'feesMinor', 'correctionsMinor', 'refundsMinor', 'revenueMinor', 'taxMinor'] as const;
const columns = [said.charges, said.fees, said.corrections, said.refunds, said.revenue, said.tax].map(figures);
const hasMoney = (money: Money) => parts.some((part) => money[part] !== 0);

export function RevenueByDay({ loaded, fileOf }: CardProps<RevenueReport>) {
  const view = (report: RevenueReport): Shown =>
    shownOf(
      report,
      report.days.map((row) => ({ label: shortDay(row.date), cell: ofText(longDay(row.date)), money: row })),
      words.day,
    );
  return <ReportCard name="revenue-by-day" title={said.byDay} {...{ loaded, fileOf, view }} />;
}

export function RevenueBySlot({ loaded, fileOf }: CardProps<RevenueReport>) {
  const view = (report: RevenueReport): Shown =>
    shownOf(
      report,
      report.slots.map((row) => ({ label: row.slot, cell: ofText(row.slot), money: row })),
      words.slot,
      MOST_BARS,
    );
  return <ReportCard name="revenue-by-slot" title={said.bySlot} {...{ loaded, fileOf, view }} />;
}

interface Line {
  readonly label: string;
  readonly cell: Cell;
  readonly money: Money;
}

function shownOf(report: RevenueReport, lines: Line[], first: string, most = lines.length): Shown {
  const { currency } = report;
  const drawn =
    lines.length <= most
      ? lines
      : [...lines].sort((a, b) => b.money.revenueMinor - a.money.revenueMinor).slice(0, most);
  const hasTax = lines.some(({ money }) => money.taxMinor !== 0);
  return {
    isEmpty: !lines.some(({ money }) => hasMoney(money)),
    hint: drawn.length < lines.length ? words.most(drawn.length, lines.length) : said.hint,
    sheet: {
      columns: [wordColumn(first), ...columns],
      rows: lines.map(({ cell, money }) => [cell, ...parts.map((part) => ofMoney(money[part], currency))]),
    },
    chart: (
      <BarChart
        {...look}
        type="stacked"
        data={drawn.map(({ label, money }) => ({ label, revenue: money.revenueMinor, tax: money.taxMinor }))}
        dataKey="label"
        series={[
          { name: 'revenue', label: said.revenue, color: colors.main },
          ...(hasTax ? [{ name: 'tax', label: said.tax, color: colors.past }] : []),
        ]}
        withLegend={hasTax}
        valueFormatter={(minor) => formatMoney(minor, currency, language)}
        yAxisProps={{ width: 72, tickFormatter: moneyTick(currency, minorDigits(currency)) }}
      />
    ),
  };
}
