// What the chapters of the walk share: who takes part, and pictures of what they see.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page, expect } from '@playwright/test';
import type { Own } from './own';

export interface Walk {
  own: Own;
  browser: Browser;
  /** Day of the server's clock, ISO: reports are made on it. */
  today: string;
  /** Folder for pictures of each step at 390 and 1440, light and dark; none are taken without. */
  shots?: string;
}

export interface Agency {
  name: string;
  slug: string;
  officer?: BrowserContext;
  duty?: string;
}

/** The story so far: the coordinating department's page, the agencies, and a way to open an agency's page at its duty. */
export interface Story {
  walk: Walk;
  page: Page;
  all: Agency[];
  as(at: number): Promise<Page>;
}

/** Pictures of a page as people use it. */
export async function look(walk: Walk, page: Page, name: string) {
  if (!walk.shots) return;
  mkdirSync(walk.shots, { recursive: true });
  const before = page.viewportSize();
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    window.scrollTo(0, 0);
  });
  for (const [label, size] of Object.entries({ '390': { width: 390, height: 844 }, '1440': { width: 1440, height: 900 } })) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // As tall as the page, so that bars which stick to the window stand at its edge and not across the picture
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ ...size, height: Math.max(size.height, height) });
      await page.screenshot({ path: join(walk.shots, `${name}-${label}-${colorScheme}.png`), fullPage: true });
    }
  }
  if (before) await page.setViewportSize(before);
}

/** No page is wider than a phone's screen. */
export async function fits(page: Page) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `${page.url()} scrolls sideways on a phone`).toBeLessThanOrEqual(1);
  if (size) await page.setViewportSize(size);
}
