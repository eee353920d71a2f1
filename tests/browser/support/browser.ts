// How the browser is started: Debian's Chromium, quiet, offline but for our own server.
import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from '@playwright/test';

export const browser: Partial<PlaywrightTestOptions & PlaywrightWorkerOptions> = {
  browserName: 'chromium',
  locale: 'vi-VN',
  timezoneId: 'Asia/Ho_Chi_Minh',
  trace: 'off',
  screenshot: 'only-on-failure',
  launchOptions: {
    executablePath: process.env.NHIPSO_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox', // the tests may run as root, where Chromium's sandbox cannot start
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
};
