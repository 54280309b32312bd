import type { ReactNode } from 'react';
import type { ControllerView } from '../../../../shared/http/controllers.ts';
import { AlertIcon, BanIcon, CheckIcon, ClockIcon } from '../../icons.tsx';
import classes from './controllers.module.css';
import { words } from './words.ts';

const icons: Readonly<Record<ControllerView['status'], (props: { size?: string }) => ReactNode>> = {
  online: CheckIcon,
  lost: AlertIcon,
  offline: BanIcon,
  'never-seen': ClockIcon,
};

/** Told by icon and word, not by colour alone. */
export function StatusBadge({ status }: { status: ControllerView['status'] }) {
  const Icon = icons[status];
  return (
    <span className={classes['status']} data-status={status}>
      <Icon size="0.95rem" />
      {words.states[status]}
    </span>
  );
}
