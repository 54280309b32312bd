import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'dayjs/locale/hi';
import { language } from './language.ts';
import './mantine-styles.css';
import './tokens.css';
import { colorSchemeKey, cssVariablesResolver, theme } from './theme.ts';

const colorSchemeManager = localStorageColorSchemeManager({ key: colorSchemeKey });

/** Draws a page into `#root`, in the theme the browser asks for until somebody chooses one. */
export function mount(page: ReactNode): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no #root');
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={colorSchemeManager}
        cssVariablesResolver={cssVariablesResolver}
      >
        <DatesProvider settings={{ locale: language, firstDayOfWeek: 1 }}>
          <ModalsProvider>
            {page}
            <Notifications position="bottom-center" limit={3} />
          </ModalsProvider>
        </DatesProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
