import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  // One file a page: a visitor pays only for what is looked at. Assets are never inlined: the server's CSP allows no data: scripts.
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 400, modulePreload: { polyfill: false }, license: { fileName: 'licences.md' } },
  server: { proxy: { '/api': process.env.TENON_SERVER ?? 'http://127.0.0.1:8080' } },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'] },
});
