// What the specs share: the running site's addresses, the administrator, and the promises that every page keeps.
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, type Page, expect, test as base } from '@playwright/test';
import { fileURLToPath } from 'node:url';

/** Where global-setup keeps the administrator's session. */
export const ADMIN_STATE = fileURLToPath(new URL('../../../target/browser-admin.json', import.meta.url));

/** The running site, without a final slash. */
export function siteUrl(): string {
  const url = process.env.NHIPSO_URL;
  if (!url) throw new Error('the server is not running: start the tests through Playwright');
  return url;
}

/** Tests with addresses relative to the site, and `asAdmin`: a page of the signed-in administrator. */
export const test = base.extend<{ asAdmin: Page }>({
  baseURL: async ({}, use) => use(siteUrl()),
  asAdmin: async ({ browser }, use) => {
    const context = await adminContext(browser);
    await use(await context.newPage());
    await context.close();
  },
});

export { expect };

/** A context of the signed-in administrator. */
export function adminContext(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ baseURL: siteUrl(), storageState: ADMIN_STATE, locale: 'vi-VN' });
}

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** axe finds nothing, in the theme that is on. */
export async function axeClean(page: Page, what = '') {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const found = violations.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`);
  expect.soft(found, `axe on ${page.url()} ${what}`).toEqual([]);
}

/** axe finds nothing in both themes. */
export async function axeCleanInBothThemes(page: Page) {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Colours in the middle of a transition are nobody's contrast.
    await page.evaluate(() => Promise.race([
      Promise.allSettled(document.getAnimations().map((one) => one.finished)),
      new Promise((done) => setTimeout(done, 1_000)),
    ]));
    await axeClean(page, colorScheme);
  }
}

/** The page is not wider than the window; `slack`: pixels that rounding may take, with text twice as large. */
export async function noSidewaysScroll(page: Page, slack = 0) {
  const wide = await page.evaluate((slack) => {
    const room = document.documentElement.clientWidth + slack;
    if (document.documentElement.scrollWidth <= room) return [];
    const outside = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > room + 1);
    const names = outside.slice(0, 5).map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''}`);
    return [`${document.documentElement.scrollWidth} > ${room}`, ...names];
  }, slack);
  expect.soft(wide, `sideways scroll on ${page.url()} at ${page.viewportSize()?.width}`).toEqual([]);
}

/** Notes console errors, failed requests and requests to anybody else, from now on. */
export function listen(page: Page): string[] {
  const complaints: string[] = [];
  const origin = siteUrl();
  page.on('console', (message) => message.type() === 'error' && complaints.push(`${page.url()}: console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:') && !url.startsWith('blob:')) {
      complaints.push(`${page.url()}: a request to somebody else: ${url}`);
    }
  });
  page.on('response', (response) => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`));
  return complaints;
}

/** Paths of all pages in sitemap.xml (an index of sitemaps too), on whatever host it names. */
export async function sitemap(page: Page): Promise<string[]> {
  const read = async (path: string): Promise<string[]> => {
    const answer = await page.request.get(siteUrl() + path);
    expect(answer.status(), path).toBe(200);
    const xml = await answer.text();
    const places = [...xml.matchAll(/<loc>\s*([^<]+?)\s*<\/loc>/g)].map(([, place]) => new URL(place.replaceAll('&amp;', '&')));
    const paths = places.map((place) => place.pathname + place.search);
    return xml.includes('<sitemapindex') ? (await Promise.all(paths.map(read))).flat() : paths;
  };
  return [...new Set(await read('/sitemap.xml'))];
}

/** Every n-th of a list, so that several tests share long work. */
export function share<T>(list: T[], part: number, parts: number): T[] {
  return list.filter((_, index) => index % parts === part);
}
