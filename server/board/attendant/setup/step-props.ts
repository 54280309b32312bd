import type { SetUpView } from '../../../../shared/http/set-up.ts';

/** What every step of the set-up is given. */
export interface StepProps {
  readonly lot: string;
  readonly setUp: SetUpView;
  /** Whether the board comes next. */
  readonly isLast: boolean;
  /** The step is done, or left out. */
  readonly onDone: () => void;
  /** To the step before; null at the first one. */
  readonly onBack: (() => void) | null;
  /** The login ended meanwhile, say because the password was changed elsewhere. */
  readonly onLoggedOut: () => void;
}
