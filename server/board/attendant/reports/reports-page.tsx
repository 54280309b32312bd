import type {
  BookingsReport,
  FlowReport,
  FunnelReport,
  MessagesReport,
  OccupancyReport,
  RevenueReport,
  StaysReport,
  TurnoverReport,
} from '../../../../shared/http/reports.ts';
import { formatMoment } from '../../format.ts';
import { language } from '../../language.ts';
import type { PageProps } from '../page-props.ts';
import { goTo, useViewRest } from '../view.ts';
import { BookingsCard, FunnelCard } from './booking-cards.tsx';
import { addressOf, readAddress, todayIn } from './days.ts';
import { Headline } from './headline.tsx';
import { spanName } from './looks.ts';
import { MessageCost, MessageKinds, MessagesByDay } from './message-cards.tsx';
import { RevenueByDay, RevenueBySlot } from './money-cards.tsx';
import { PeriodPicker } from './period-picker.tsx';
import { FlowCard, OccupancyCard, StaysCard, TurnoverByDay, TurnoverBySlot } from './place-cards.tsx';
import classes from './reports.module.css';
import { useReport } from './use-report.ts';
import { words } from './words.ts';

/** What happened in the lot: yesterday, unless other days are chosen. The address says which. */
export function ReportsPage({ lot, skewMs }: PageProps) {
  const now = Date.now() + skewMs;
  const today = todayIn(lot.timeZone, now);
  const { choice, days } = readAddress(useViewRest(), today);
  const revenue = useReport<RevenueReport>(lot.code, 'revenue', days);
  const occupancy = useReport<OccupancyReport>(lot.code, 'occupancy', days);
  const flow = useReport<FlowReport>(lot.code, 'flow', days);
  const stays = useReport<StaysReport>(lot.code, 'stays', days);
  const turnover = useReport<TurnoverReport>(lot.code, 'turnover', days);
  const bookings = useReport<BookingsReport>(lot.code, 'bookings', days);
  const funnel = useReport<FunnelReport>(lot.code, 'funnel', days);
  const messages = useReport<MessagesReport>(lot.code, 'messages', days);
  const fileOf = (name: string) => `${lot.code}-${name}-${days.from}-${days.to}`;
  const isGoingOn = days.to >= today && revenue.state === 'there';

  return (
    <section className={classes['page']} aria-label={words.heading} data-testid="reports">
      <div className={classes['top']}>
        <h2 className={classes['heading']}>{words.heading}</h2>
        <PeriodPicker
          {...{ choice, days, today }}
          onChange={(next, chosen) => goTo('reports', addressOf(next, chosen))}
        />
        <p className={classes['days']} role="status">
          {choice === 'custom' ? '' : spanName(days)}
          {isGoingOn && ` ${words.upTo(formatMoment(revenue.report.until, now, lot.timeZone, language))}`}
        </p>
      </div>
      <Headline {...{ revenue, flow, occupancy, bookings }} />
      <div className={classes['cards']}>
        <RevenueByDay loaded={revenue} fileOf={fileOf} />
        <RevenueBySlot loaded={revenue} fileOf={fileOf} />
        <OccupancyCard loaded={occupancy} fileOf={fileOf} />
        <FlowCard loaded={flow} fileOf={fileOf} />
        <StaysCard loaded={stays} fileOf={fileOf} />
        <BookingsCard loaded={bookings} fileOf={fileOf} />
        <TurnoverBySlot loaded={turnover} fileOf={fileOf} />
        <TurnoverByDay loaded={turnover} fileOf={fileOf} />
        <FunnelCard loaded={funnel} fileOf={fileOf} />
        <MessagesByDay loaded={messages} fileOf={fileOf} />
        <MessageKinds loaded={messages} fileOf={fileOf} />
        <MessageCost loaded={messages} fileOf={fileOf} lot={lot.code} />
      </div>
    </section>
  );
}
