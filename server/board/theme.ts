import { Alert, type CSSVariablesResolver, createTheme, Drawer, type MantineColorsTuple, Modal } from '@mantine/core';
import { inLanguage } from './language.ts';

/** Around Okabe and Ito's blue, so that the buttons and the board's states are of one family. */
const blue: MantineColorsTuple = [
  '#eaf4fa',
  '#d2e6f3',
  '#a5cde7',
  '#74b2da',
  '#4d9ccf',
  '#338ec8',
  '#1580be',
  '#0072b2',
  '#005f96',
  '#004c79',
];

/** Mantine's dark greys, with a little of the page's green. */
const dark: MantineColorsTuple = [
  '#e6ecea',
  '#c3ccc8',
  '#a5b1ac',
  '#7f8c87',
  '#56625d',
  '#3a4642',
  '#1e2725',
  '#171e1c',
  '#121817',
  '#0f1413',
];

const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Devanagari", "Helvetica Neue", Arial, sans-serif';

const closeButtonProps = { 'aria-label': inLanguage({ en: 'Close', hi: 'बंद करें' }) };

export const theme = createTheme({
  components: {
    // An orange or red title has too little contrast on its own tint.
    Alert: Alert.extend({ styles: { title: { color: 'var(--pw-ink)' } } }),
    Drawer: Drawer.extend({ defaultProps: { closeButtonProps } }),
    Modal: Modal.extend({ defaultProps: { closeButtonProps } }),
  },
  colors: { blue, dark },
  primaryColor: 'blue',
  primaryShade: { light: 7, dark: 7 },
  fontFamily,
  headings: { fontFamily, fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
});

/** Mantine draws with the page's own quiet colours; `tokens.css` names them for both themes. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const quiet = {
    '--mantine-color-body': 'var(--pw-surface)',
    '--mantine-color-text': 'var(--pw-ink)',
    '--mantine-color-dimmed': 'var(--pw-ink-soft)',
    '--mantine-color-placeholder': 'var(--pw-ink-soft)',
    '--mantine-color-default': 'var(--pw-surface)',
    '--mantine-color-default-hover': 'var(--pw-hover)',
    '--mantine-color-default-border': 'var(--pw-line-strong)',
    '--mantine-color-error': 'var(--pw-error)',
  };
  return { variables: {}, light: quiet, dark: quiet };
};

export const colorSchemeKey = 'parkwire-color-scheme';
