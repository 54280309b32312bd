import { type ComponentType, lazy } from 'react';
import { inLanguage } from '../../language.ts';
import type { PageProps } from '../page-props.ts';

/** One tab of the settings; `name` is its address behind `#/settings/`. */
export interface SettingsSection {
  readonly name: string;
  readonly label: string;
  readonly page: ComponentType<PageProps>;
}

/** In the order of their tabs, each loaded when somebody goes there. */
export const sections: readonly SettingsSection[] = [
  {
    name: 'slots',
    label: inLanguage({ en: 'Slots', hi: 'स्लॉट' }),
    page: lazy(async () => ({ default: (await import('./slots/slots-section.tsx')).SlotsSection })),
  },
];
