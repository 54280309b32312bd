import type { Tx } from '../../app/ports/unit-of-work.ts';
import type { TxSession } from '../tx.ts';
import { SqlBookings } from './bookings.ts';
import { SqlControllers } from './controllers.ts';
import { SqlDisputes } from './disputes.ts';
import { SqlDrivers } from './drivers.ts';
import { SqlEvidence } from './evidence.ts';
import { SqlLedger } from './ledger.ts';
import { SqlLots } from './lots.ts';
import { SqlMessages } from './messages.ts';
import { SqlObservations } from './observations.ts';
import { SqlConversations, SqlLeases, SqlStaff } from './people.ts';
import { SqlSessions } from './sessions.ts';
import { SqlSlots } from './slots.ts';

/** The repositories of one unit of work or one look. */
export function makeTx(session: TxSession): Tx {
  return {
    lots: new SqlLots(session),
    slots: new SqlSlots(session),
    controllers: new SqlControllers(session),
    observations: new SqlObservations(session),
    sessions: new SqlSessions(session),
    bookings: new SqlBookings(session),
    drivers: new SqlDrivers(session),
    ledger: new SqlLedger(session),
    messages: new SqlMessages(session),
    conversations: new SqlConversations(session),
    staff: new SqlStaff(session),
    leases: new SqlLeases(session),
    evidence: new SqlEvidence(session),
    disputes: new SqlDisputes(session),
    attempt: (fn) => session.attempt(fn),
  };
}
