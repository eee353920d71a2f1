// Every public page keeps the promises of the site: it answers, axe finds nothing in either theme, the console is quiet,
// nobody else is asked for anything, it fits a phone, and it works without JavaScript.
import { axeCleanInBothThemes, expect, listen, noSidewaysScroll, share, sitemap, siteUrl, test } from '../support/site';

const PARTS = 6;
const PHONE = { width: 390, height: 844 };

test('the sitemap names the home page and more', async ({ page }) => {
  const pages = await sitemap(page);
  expect(pages).toContain('/');
  expect(pages.length).toBeGreaterThan(10);
});

for (let part = 0; part < PARTS; part++) {
  test(`every page in a browser (${part + 1} of ${PARTS})`, async ({ page }) => {
    test.setTimeout(600_000);
    await page.setViewportSize(PHONE);
    const complaints = listen(page);
    for (const path of share(await sitemap(page), part, PARTS)) {
      const answer = await page.goto(path);
      expect.soft(answer?.status(), path).toBe(200);
      await expect.soft(page.locator('h1'), path).toHaveCount(1);
      await noSidewaysScroll(page);
      await axeCleanInBothThemes(page);
    }
    expect(complaints).toEqual([]);
  });
}

test('every page without JavaScript', async ({ browser }) => {
  test.setTimeout(600_000);
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: siteUrl(), viewport: PHONE });
  const page = await context.newPage();
  const complaints = listen(page);
  for (const path of await sitemap(page)) {
    const answer = await page.goto(path);
    expect.soft(answer?.status(), path).toBe(200);
    await expect.soft(page.locator('h1'), path).toBeVisible();
    await expect.soft(page.locator('main'), path).not.toBeEmpty();
  }
  expect(complaints).toEqual([]);
  await context.close();
});

test('the switch to English turns the page, and it keeps the promises too', async ({ page }) => {
  await page.goto('/');
  await page.locator('header a[hreflang=en]').first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const complaints = listen(page);
  await axeCleanInBothThemes(page);
  await noSidewaysScroll(page);
  expect(complaints).toEqual([]);
});
