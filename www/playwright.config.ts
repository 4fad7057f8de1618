import { defineConfig } from '@playwright/test';

const PORT = Number(process.env.PORT ?? 4173);

/** Any Chromium will do; none is downloaded. */
const executablePath = process.env.CHROME ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: 'tests',
  outputDir: '../test-results',
  // Slow machines are no fault of the page.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // What passes only the second time is listed as flaky: a race to be found, and no reason to hold back everything else.
  retries: 1,
  fullyParallel: true,
  workers: 2,
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${PORT}`,
    browserName: 'chromium',
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'node tools/serve.mjs',
    port: PORT,
    env: { PORT: String(PORT) },
    reuseExistingServer: false,
  },
});
