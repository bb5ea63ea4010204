import { defineConfig } from '@playwright/test';

// The real server (started by tests/serve.ts) and the browser of the system; nothing is fetched.
export default defineConfig({
  testDir: 'tests',
  globalSetup: './tests/serve.ts',
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 20_000, toHaveScreenshot: { maxDiffPixelRatio: 0.02, animations: 'disabled' } },
  snapshotPathTemplate: 'tests/screens/{arg}{ext}',
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en',
    launchOptions: { executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking', '--font-render-hinting=none', '--disable-lcd-text'] },
  },
});
