// Pictures of the main pages at the sizes that people use, in both themes, into NHIPSO_SHOTS. Whole pages for phone and
// desk, the screen itself for stages.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { adminContext, expect, siteUrl, test, THEMES } from './support/site';

const PUBLIC = ['/', '/su-kien', '/ke-hoach', '/co-quan', '/hoat-dong', '/tim?q=chuyen+doi+so', '/du-lieu', '/dang-nhap', '/khong-co'];
const STAFF = ['/tai-khoan', '/quan-tri', '/su-kien/soan', '/_ui'];
const STAGE: string[] = [];
const MISSING = '/khong-co'; // the page for what is not there
const SIZES = { '390': { width: 390, height: 844 }, '1440': { width: 1440, height: 900 } };

const out = process.env.NHIPSO_SHOTS ?? '../../target/screenshots';
const asked = (process.env.NHIPSO_PAGES ?? '').split('\n').filter(Boolean);
const wanted = (path: string) => asked.length === 0 || asked.some((part) => path.includes(part));
const name = (path: string) => path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'trang-chu';

mkdirSync(out, { recursive: true });

for (const [paths, staff] of [[PUBLIC, false], [STAFF, true]] as const) {
  for (const path of paths.filter(wanted)) {
    test(`${staff ? 'staff' : 'public'} ${path}`, async ({ browser }) => {
      const context = staff ? await adminContext(browser) : await browser.newContext({ baseURL: siteUrl(), locale: 'vi-VN' });
      const page = await context.newPage();
      const answer = await page.goto(path);
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

for (const path of STAGE.filter(wanted)) {
  test(`stage ${path}`, async ({ page }) => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    await page.screenshot({ path: join(out, `${name(path)}-1920.png`) });
  });
}
