import { Badge } from '@mantine/core';
import { texts } from '../texts.ts';
import classes from './navigation.module.css';
import { useMay } from './staff.ts';
import { hrefOf, menuViews, roleOfView, useView, views } from './view.ts';

interface NavigationProps {
  /** How many drivers wait for an answer. */
  waiting: number;
}

export function Navigation({ waiting }: NavigationProps) {
  const current = useView();
  const may = { viewer: useMay('viewer'), attendant: useMay('attendant'), admin: useMay('admin') };
  const shown = views.filter((view) => may[roleOfView[view]] && !menuViews.includes(view));
  return (
    <nav className={classes['navigation']} aria-label={texts.navigation.label}>
      {shown.map((view) => (
        <a
          key={view}
          className={classes['link']}
          href={hrefOf(view)}
          aria-current={view === current ? 'page' : undefined}
          data-testid={`nav-${view}`}
        >
          {texts.navigation.views[view]}
          {view === 'inbox' && waiting > 0 && (
            <Badge size="sm" variant="filled" className={classes['badge']} aria-label={texts.inbox.waiting(waiting)}>
              {waiting}
            </Badge>
          )}
        </a>
      ))}
    </nav>
  );
}
