import path from 'node:path';
import { defineConfig } from '@playwright/test';

const soak = process.env.STAGEDOOR_SOAK === '1';

export default defineConfig({
  testDir: '.',
  outputDir: path.resolve(import.meta.dirname, '../../out/e2e/results'),
  // Each test runs an Electron of its own; two at once is what two cores carry.
  workers: process.env.CI ? 1 : 2,
  fullyParallel: false,
  // Until the suite has been seen to pass often enough in a row: a second try shows as flaky in the list, so it is not lost.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  timeout: soak ? 1_800_000 : 180_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
});
