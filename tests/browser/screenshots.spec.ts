// Pictures of every kind of page at the sizes that people use, in both themes, into NHIPSO_SHOTS. Whole pages for phone
// and desk, the screen itself for stages, and what a printer makes of the pages that are printed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adminContext, expect, siteUrl, test, THEMES } from './support/site';
import { PUBLIC, resolve, STAFF, STAGES } from './support/pages';

const PRINT = ['/ke-hoach', '/su-kien'];
const MISSING = '/khong-co'; // the page for what is not there
const SIZES = { '390': { width: 390, height: 844 }, '1440': { width: 1440, height: 900 } };

const out = process.env.NHIPSO_SHOTS ?? '../../target/screenshots';
const asked = (process.env.NHIPSO_PAGES ?? '').split('\n').filter(Boolean);
const wanted = (path: string) => asked.length === 0 || asked.some((part) => path.includes(part));
const name = (path: string) => path.replaceAll('*', 'mot').replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'trang-chu';

mkdirSync(out, { recursive: true });

for (const [paths, staff] of [[[...PUBLIC, MISSING], false], [[...STAFF, '/_ui'], true]] as const) {
  for (const path of paths.filter(wanted)) {
    test(`${staff ? 'staff' : 'public'} ${path}`, async ({ browser }) => {
      const context = staff ? await adminContext(browser) : await browser.newContext({ baseURL: siteUrl(), locale: 'vi-VN' });
      const page = await context.newPage();
      const here = await resolve(page, path);
      expect(here, `${path}: nothing to show`).toBeTruthy();
      const answer = await page.goto(here!);
      expect(answer?.status(), path).toBe(path === MISSING ? 404 : 200);
      for (const [label, size] of Object.entries(SIZES)) {
        for (const colorScheme of THEMES) {
          await page.setViewportSize(size);
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await page.screenshot({ path: join(out, `${name(path)}-${label}-${colorScheme}.png`), fullPage: true });
        }
      }
      await context.close();
    });
  }
}

for (const path of PRINT.filter(wanted)) {
  test(`print ${path}`, async ({ page }) => {
    await page.goto(path);
    writeFileSync(join(out, `${name(path)}-in.pdf`), await page.pdf({ preferCSSPageSize: true, printBackground: false }));
  });
}

for (const path of STAGES.filter(wanted)) {
  test(`stage ${path}`, async ({ browser }) => {
    const context = await adminContext(browser);
    const page = await context.newPage();
    const here = await resolve(page, path);
    await page.setViewportSize({ width: 1920, height: 1080 });
    const answer = await page.goto(here!);
    expect(answer?.status(), path).toBe(200);
    await page.screenshot({ path: join(out, `${name(path)}-1920.png`) });
    await context.close();
  });
}
