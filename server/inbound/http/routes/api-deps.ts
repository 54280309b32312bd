import type { Serves } from '../../../app/controllers/assign-slots.ts';
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
  /** Ends the connection of a controller whose secret is worth nothing any more, or that was removed. */
  readonly dropController: (controllerId: string) => void;
  /** Called when a controller is added: a board that waits by its id is not the one. */
  readonly onControllerAdded: (controllerId: string) => void;
  /** Called when controllers serve other slots than before. */
  readonly onSlotsChange: (serves: readonly Serves[]) => void;
  /** Where boards connect to; `host` is null where only whoever asks knows under which address we are reached. */
  readonly broker: { readonly host: string | null; readonly port: number; readonly tls: boolean };
  /** Called when lots or slots are added. */
  readonly onNamesChange: () => Promise<void>;
}
