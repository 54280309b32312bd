import type { Tx } from '../../app/ports/unit-of-work.ts';
import type { TxSession } from '../tx.ts';
import { SqlAuditLog } from './audit-log.ts';
import { SqlBookingLines } from './booking-lines.ts';
import { SqlBookings } from './bookings.ts';
import { SqlCases } from './cases.ts';
import { SqlChannels } from './channels.ts';
import { SqlCommands } from './commands.ts';
import { SqlControllerEvents } from './controller-events.ts';
import { SqlControllers } from './controllers.ts';
import { SqlCredit } from './credit.ts';
import { SqlDisputes } from './disputes.ts';
import { SqlDrivers } from './drivers.ts';
import { SqlErasures } from './erasures.ts';
import { SqlEvidence } from './evidence.ts';
import { SqlExports } from './exports.ts';
import { SqlFirmware } from './firmware.ts';
import { SqlHandovers } from './handovers.ts';
import { SqlLedger } from './ledger.ts';
import { SqlLoginTries } from './login-tries.ts';
import { SqlLookUp } from './look-up.ts';
import { SqlLots } from './lots.ts';
import { SqlMessageLog } from './message-log.ts';
import { SqlMessages } from './messages.ts';
import { SqlObservations } from './observations.ts';
import { SqlConversations, SqlLeases } from './people.ts';
import { SqlPlans } from './plans.ts';
import { SqlReminders, SqlTemplates } from './reminders.ts';
import { SqlReports } from './reports.ts';
import { SqlRollouts } from './rollouts.ts';
import { SqlSessions } from './sessions.ts';
import { SqlSlots } from './slots.ts';
import { SqlStaff } from './staff.ts';
import { SqlStaffAlerts } from './staff-alerts.ts';
import { SqlStaffPhones } from './staff-phones.ts';
import { SqlStayWatch } from './stay-watch.ts';
import { SqlTopUps } from './top-ups.ts';
import { SqlWaitingList } from './waiting-list.ts';
import { SqlWallets } from './wallets.ts';

/** The repositories of one unit of work or one look. */
export function makeTx(session: TxSession): Tx {
  return {
    lots: new SqlLots(session),
    slots: new SqlSlots(session),
    controllers: new SqlControllers(session),
    controllerEvents: new SqlControllerEvents(session),
    commands: new SqlCommands(session),
    observations: new SqlObservations(session),
    sessions: new SqlSessions(session),
    bookings: new SqlBookings(session),
    drivers: new SqlDrivers(session),
    ledger: new SqlLedger(session),
    wallets: new SqlWallets(session),
    credit: new SqlCredit(session),
    topUps: new SqlTopUps(session),
    stayWatch: new SqlStayWatch(session),
    messages: new SqlMessages(session),
    conversations: new SqlConversations(session),
    staff: new SqlStaff(session),
    auditLog: new SqlAuditLog(session),
    loginTries: new SqlLoginTries(session),
    leases: new SqlLeases(session),
    waiting: new SqlWaitingList(session),
    reminders: new SqlReminders(session),
    templates: new SqlTemplates(session),
    evidence: new SqlEvidence(session),
    disputes: new SqlDisputes(session),
    cases: new SqlCases(session),
    channels: new SqlChannels(session),
    handovers: new SqlHandovers(session),
    staffPhones: new SqlStaffPhones(session),
    staffAlerts: new SqlStaffAlerts(session),
    messageLog: new SqlMessageLog(session),
    lookUp: new SqlLookUp(session),
    exports: new SqlExports(session),
    bookingLines: new SqlBookingLines(session),
    erasures: new SqlErasures(session),
    reports: new SqlReports(session),
    plans: new SqlPlans(session),
    firmware: new SqlFirmware(session),
    rollouts: new SqlRollouts(session),
    attempt: (fn) => session.attempt(fn),
  };
}
