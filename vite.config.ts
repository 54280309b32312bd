import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('./server/board', import.meta.url));

/** Two pages: the attendants' board (`/`) and the browser phone (`/phone`). No plugin of CSS is needed: the styles are plain. */
export default defineConfig({
  root,
  plugins: [react()],
  css: { postcss: {} },
  build: {
    outDir: '../../dist/board',
    emptyOutDir: true,
    target: 'es2022',
    // Nothing becomes a data: URI, so that `img-src 'self'` is enough.
    assetsInlineLimit: 0,
    // The reports bring their charts, and are loaded only by who goes there.
    chunkSizeWarningLimit: 700,
    rolldownOptions: { input: { index: `${root}/index.html`, phone: `${root}/phone.html` } },
  },
});
