// The walk on a plan given by path: `cargo xtask walk`.
import { defineConfig } from '@playwright/test';
import { browser } from './support/browser';

export default defineConfig({
  testDir: '.',
  testMatch: 'walk.spec.ts',
  outputDir: '../../target/walk-results',
  workers: 1,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: browser,
});
