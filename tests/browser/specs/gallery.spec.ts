// The gallery of components: axe finds nothing on any of its pages, in either theme, on a phone and on a desk.
import type { Page } from '@playwright/test';
import { axeCleanInBothThemes, expect, listen, noSidewaysScroll, share, test } from '../support/site';

const PARTS = 2;
const SIZES = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
];

/** The gallery's pages: those that its first page links to below its own address. */
async function gallery(page: Page): Promise<string[]> {
  const answer = await page.goto('/_ui');
  expect(answer?.status(), '/_ui').toBe(200);
  const links = await page.locator('a[href^="/_ui"]').evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).pathname));
  return [...new Set(['/_ui', ...links])];
}

test('the gallery shows the components', async ({ asAdmin: page }) => {
  expect((await gallery(page)).length).toBeGreaterThan(5);
});

for (let part = 0; part < PARTS; part++) {
  test(`every page of the gallery (${part + 1} of ${PARTS})`, async ({ asAdmin: page }) => {
    test.setTimeout(600_000);
    const complaints = listen(page);
    for (const path of share(await gallery(page), part, PARTS)) {
      const answer = await page.goto(path);
      expect.soft(answer?.status(), path).toBe(200);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await noSidewaysScroll(page);
      }
      await axeCleanInBothThemes(page);
    }
    expect(complaints).toEqual([]);
  });
}
