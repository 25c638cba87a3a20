import path from 'node:path';
import { defineConfig } from '@playwright/test';

const soak = process.env.STAGEDOOR_SOAK === '1';

export default defineConfig({
  testDir: '.',
  outputDir: path.resolve(import.meta.dirname, '../../out/e2e/results'),
  // Each test runs an Electron of its own; two at once is what two cores carry.
  workers: process.env.CI ? 1 : 2,
  fullyParallel: false,
  forbidOnly: true,
  timeout: soak ? 1_800_000 : 180_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
});
