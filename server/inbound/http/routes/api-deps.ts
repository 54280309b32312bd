import type { Clock } from '../../../app/ports/clock.ts';
import type { Ids } from '../../../app/ports/ids.ts';
import type { Passwords } from '../../../app/ports/passwords.ts';
import type { UnitOfWork } from '../../../app/ports/unit-of-work.ts';
import type { ReadLog } from '../../../app/read-log.ts';
import type { StaffAccess } from '../../../app/staff-access.ts';

/** What the API's routes need. */
export interface ApiDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly passwords: Passwords;
  readonly access: StaffAccess;
  /** Notes that staff looked at somebody's data. */
  readonly reads: ReadLog;
  readonly secureCookies: boolean;
  /** Called when a login ends: its sockets are closed. */
  readonly onSignOut: (token: string) => void;
  /** Called when all logins of somebody have ended: sockets of logins that do not hold any more are closed. */
  readonly onLoginsEnd: () => void;
  /** Called when a controller's secret is replaced: its connection is dropped. */
  readonly onSecretChange: (controllerId: string) => void;
  /** Called when lots or slots are added. */
  readonly onNamesChange: () => Promise<void>;
}
