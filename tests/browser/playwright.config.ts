// The browser tests: Debian's Chromium against a server of our own (support/global-setup.ts). Run by `cargo xtask test`,
// or by hand: NHIPSO_BIN=../../target/debug/nhipso npx playwright test
import { defineConfig } from '@playwright/test';
import { browser } from './support/browser';

const report = process.env.NHIPSO_REPORT;

export default defineConfig({
  testDir: 'specs',
  outputDir: '../../target/browser-results',
  globalSetup: './support/global-setup.ts',
  forbidOnly: true,
  retries: 0,
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
  use: browser,
});
