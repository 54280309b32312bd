import { BarChart } from '@mantine/charts';
import type { MessagesReport } from '../../../../shared/http/reports.ts';
import { nameOfKind } from '../../texts/message-kinds.ts';
import { useMay } from '../staff.ts';
import type { CardProps } from './card-props.ts';
import { colors, longDay, look, shortDay } from './looks.ts';
import { messageWords } from './message-words.ts';
import { PricesForm } from './prices-form.tsx';
import { ReportCard, type Shown } from './report-card.tsx';
import { figures, ofCount, ofMicros, ofText, words as wordColumn } from './sheet.ts';
import { words } from './words.ts';

/** What was said, and what it cost. */

const said = messageWords;

export function MessagesByDay({ loaded, fileOf }: CardProps<MessagesReport>) {
  const view = ({ days, received, sent, failed, ofNoLot }: MessagesReport): Shown => ({
    isEmpty: received + sent + failed === 0,
    ...(ofNoLot > 0 ? { hint: said.ofNoLot(ofCount(ofNoLot).shown) } : {}),
    sheet: {
      columns: [wordColumn(words.day), ...[said.received, said.sent, said.failed].map(figures)],
      rows: days.map((one) => [
        ofText(longDay(one.date)),
        ...[ofCount(one.received), ofCount(one.sent), ofCount(one.failed)],
      ]),
    },
    chart: (
      <BarChart
        {...look}
        data={days.map(({ date, ...counts }) => ({ day: shortDay(date), ...counts }))}
        dataKey="day"
        series={[
          { name: 'received', label: said.received, color: colors.good },
          { name: 'sent', label: said.sent, color: colors.main },
          { name: 'failed', label: said.failed, color: colors.bad },
        ]}
        withLegend
        yAxisProps={{ allowDecimals: false }}
      />
    ),
  });
  return <ReportCard name="messages-by-day" title={said.byDay} {...{ loaded, fileOf, view }} />;
}

export function MessageKinds({ loaded, fileOf }: CardProps<MessagesReport>) {
  const view = ({ kinds }: MessagesReport): Shown => ({
    isEmpty: kinds.length === 0,
    sheet: {
      columns: [wordColumn(said.direction), wordColumn(said.kind), wordColumn(said.state), figures(said.count)],
      rows: named(kinds).map(({ direction, name, status, count }) => [
        ofText(said.directions[direction] ?? direction),
        ofText(name),
        ofText(said.states[status] ?? status),
        ofCount(count),
      ]),
    },
  });
  return <ReportCard name="message-kinds" title={said.kinds} isWide {...{ loaded, fileOf, view }} />;
}

/** Kinds that people call the same are one row; the file has each. */
function named(kinds: MessagesReport['kinds']) {
  const rows = new Map<string, { direction: string; name: string; status: string; count: number }>();
  for (const { direction, kind, status, count } of kinds) {
    const name = nameOfKind(kind);
    const key = [direction, name, status].join('|');
    rows.set(key, { direction, name, status, count: (rows.get(key)?.count ?? 0) + count });
  }
  return [...rows.values()].sort((a, b) => b.count - a.count);
}

const channelNames: Readonly<Record<string, string>> = { twilio: 'Twilio', meta: 'Meta' };

export function MessageCost({ loaded, fileOf, lot }: CardProps<MessagesReport> & { lot: string }) {
  const maySet = useMay('admin');
  const view = ({ channels, currency }: MessagesReport): Shown => ({
    isEmpty: false,
    hint: said.costHint,
    sheet: {
      columns: [
        wordColumn(said.channel),
        ...[said.received, said.receivedPrice, said.sent, said.sentPrice, said.total].map(figures),
      ],
      rows: channels.map((one) => [
        ofText(channelNames[one.transport] ?? one.transport),
        ...[ofCount(one.received), ofMicros(one.receivedMicros, currency)],
        ...[ofCount(one.sent), ofMicros(one.sentMicros, currency), ofMicros(one.costMicros, currency)],
      ]),
    },
    beside:
      maySet && loaded.state === 'there' ? (
        <PricesForm lot={lot} currency={currency} channels={channels} onSaved={loaded.again} />
      ) : null,
  });
  return <ReportCard name="message-cost" title={said.cost} isWide {...{ loaded, fileOf, view }} />;
}
