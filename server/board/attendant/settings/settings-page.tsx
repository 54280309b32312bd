import { Skeleton, Tabs } from '@mantine/core';
import { Suspense } from 'react';
import pageClasses from '../page.module.css';
import type { PageProps } from '../page-props.ts';
import { goTo, useViewRest } from '../view.ts';
import { sections } from './sections.tsx';
import classes from './settings-page.module.css';
import { words } from './words.ts';

/** What an admin sets: a section to a tab, each with an address of its own. */
export function SettingsPage(props: PageProps) {
  const asked = useViewRest();
  const shown = sections.find(({ name }) => name === asked) ?? sections[0];
  if (shown === undefined) return null;
  const Section = shown.page;
  return (
    <section className={pageClasses['page']} aria-label={words.heading} data-testid="settings">
      <h2 className={pageClasses['heading']}>{words.heading}</h2>
      <Tabs
        value={shown.name}
        onChange={(name) => goTo('settings', name ?? '')}
        activateTabWithKeyboard={false}
        keepMounted={false}
      >
        <Tabs.List className={classes['tabs']} aria-label={words.heading}>
          {sections.map(({ name, label }) => (
            <Tabs.Tab key={name} value={name} data-testid={`settings-tab-${name}`}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {sections.map(({ name }) => (
          <Tabs.Panel key={name} value={name} pt="md" tabIndex={-1}>
            <Suspense fallback={<Skeleton height="20rem" radius="md" aria-label={words.loading} />}>
              <Section key={props.lot.code} {...props} />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}
