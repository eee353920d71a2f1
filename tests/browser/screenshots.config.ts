// Pictures for people to look at: `cargo xtask screenshots`.
import { defineConfig } from '@playwright/test';
import { browser } from './support/browser';

export default defineConfig({
  testDir: '.',
  testMatch: 'screenshots.spec.ts',
  outputDir: '../../target/screenshot-results',
  globalSetup: './support/global-setup.ts',
  workers: 2,
  fullyParallel: true,
  reporter: [['list']],
  use: browser,
});
