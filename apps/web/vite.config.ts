import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** Where `vite` passes the API on to while one works on the application. */
const gateway = process.env['KAIROS_URL'] ?? 'http://127.0.0.1:4000';

/** The gateway puts a nonce of its own in place of this for each page it sends. */
const noncePlaceholder = '__CSP_NONCE__';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['@kairos/source', ...defaultClientConditions] },
  html: { cspNonce: noncePlaceholder },
  build: {
    outDir: 'dist/site',
    emptyOutDir: true,
    target: 'es2023',
    // Nothing is written into a page or a style sheet: the policy allows files of this origin alone.
    assetsInlineLimit: 0,
    // The map is larger than that, and comes to who opens it alone.
    chunkSizeWarningLimit: 1200,
    manifest: true,
  },
  server: { port: 4173, proxy: { '/api': gateway, '/healthz': gateway } },
});
