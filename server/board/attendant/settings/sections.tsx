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
    name: 'lot',
    label: inLanguage({ en: 'Car park', hi: 'पार्किंग' }),
    page: lazy(async () => ({ default: (await import('./lot/lot-section.tsx')).LotSection })),
  },
  {
    name: 'slots',
    label: inLanguage({ en: 'Slots', hi: 'स्लॉट' }),
    page: lazy(async () => ({ default: (await import('./slots/slots-section.tsx')).SlotsSection })),
  },
  {
    name: 'plan',
    label: inLanguage({ en: 'Floor plan', hi: 'नक्शा' }),
    page: lazy(async () => ({ default: (await import('./plan/plan-section.tsx')).PlanSection })),
  },
  {
    name: 'tariff',
    label: inLanguage({ en: 'Tariff', hi: 'किराया' }),
    page: lazy(async () => ({ default: (await import('./tariff/tariff-section.tsx')).TariffSection })),
  },
  {
    name: 'messages',
    label: inLanguage({ en: 'Messages', hi: 'संदेश' }),
    page: lazy(async () => ({ default: (await import('./messages/messages-section.tsx')).MessagesSection })),
  },
  {
    name: 'channels',
    label: inLanguage({ en: 'WhatsApp', hi: 'व्हाट्सऐप' }),
    page: lazy(async () => ({ default: (await import('./channels/channels-section.tsx')).ChannelsSection })),
  },
  {
    name: 'staff',
    label: inLanguage({ en: 'Staff', hi: 'स्टाफ़' }),
    page: lazy(async () => ({ default: (await import('./staff-section.tsx')).StaffSection })),
  },
  {
    name: 'audit',
    label: inLanguage({ en: 'Audit log', hi: 'बदलावों का लॉग' }),
    page: lazy(async () => ({ default: (await import('./audit-section.tsx')).AuditSection })),
  },
];
