import { type ComponentType, lazy } from 'react';
import type { PageProps } from './page-props.ts';
import type { View } from './view.ts';

/** The pages beside the live one and the inbox, each loaded when somebody goes there. */
export const pages: Readonly<Record<Exclude<View, 'live' | 'inbox'>, ComponentType<PageProps>>> = {
  bookings: lazy(async () => ({ default: (await import('./bookings/bookings-page.tsx')).BookingsPage })),
  drivers: lazy(async () => ({ default: (await import('./drivers/drivers-page.tsx')).DriversPage })),
  account: lazy(async () => ({ default: (await import('./account/account-page.tsx')).AccountPage })),
  staff: lazy(async () => ({ default: (await import('./settings/staff-section.tsx')).StaffSection })),
  audit: lazy(async () => ({ default: (await import('./settings/audit-page.tsx')).AuditPage })),
  controllers: lazy(async () => ({ default: (await import('./controllers/controllers-page.tsx')).ControllersPage })),
  cases: lazy(async () => ({ default: (await import('./inbox/cases-page.tsx')).CasesPage })),
  settings: lazy(async () => ({ default: (await import('./settings/settings-page.tsx')).SettingsPage })),
  exports: lazy(async () => ({ default: (await import('./exports/exports-page.tsx')).ExportsPage })),
  reports: lazy(async () => ({ default: (await import('./reports/reports-page.tsx')).ReportsPage })),
  posters: lazy(async () => ({ default: (await import('./settings/posters-section.tsx')).PostersSection })),
};
