// Every page of the staff keeps the promises of the site for every role: axe finds nothing in either theme, nothing moves
// sideways on a phone or a desk, the console is quiet; and a menu offers nothing that its owner may not open.
import { type Page } from '@playwright/test';
import { adminContext, axeClean, axeCleanInBothThemes, expect, listen, noSidewaysScroll, share, siteUrl, test } from '../support/site';
import { resolve, STAFF, STAGES } from '../support/pages';
import { acceptInvitation, inviteByLink, PASSWORD } from '../support/staff';
import { sixDigits } from '../support/totp';

const PARTS = 4;
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };
const ROLES = [
  { name: 'Đỗ Thị Đầu Mối', phone: '0911000101', role: 'Cơ quan điều phối', opens: '/ke-hoach/duyet' },
  { name: 'Hồ Văn Cán Bộ', phone: '0911000102', role: 'Cán bộ cơ quan', agency: 'Sở Công Thương', opens: '/tai-khoan' },
  { name: 'Mai Văn Thủ Trưởng', phone: '0911000104', role: 'Thủ trưởng đơn vị', agency: 'Sở Công Thương', opens: '/tai-khoan' },
  { name: 'Tạ Thị Văn Phòng', phone: '0911000105', role: 'Văn phòng Ủy ban nhân dân', opens: '/tai-khoan' },
  { name: 'Lý Thị Lãnh Đạo', phone: '0911000103', role: 'Lãnh đạo', opens: '/tai-khoan' },
];

async function promises(page: Page, path: string) {
  const answer = await page.goto(path);
  expect.soft(answer?.status(), path).toBe(200);
  await expect.soft(page.locator('h1'), path).toHaveCount(1);
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await noSidewaysScroll(page);
  }
  await axeCleanInBothThemes(page);
}

for (let part = 0; part < PARTS; part++) {
  test(`every page of an administrator (${part + 1} of ${PARTS})`, async ({ asAdmin: page }) => {
    test.setTimeout(600_000);
    const paths: string[] = [];
    for (const path of share(STAFF, part, PARTS)) {
      const here = await resolve(page, path);
      expect.soft(here, `${path}: nothing to show`).toBeTruthy();
      if (here) paths.push(here);
    }
    const complaints = listen(page);
    for (const path of paths) await promises(page, path);
    expect(complaints).toEqual([]);
  });
}

test('big screens', async ({ asAdmin: page }) => {
  for (const path of STAGES) {
    const here = await resolve(page, path);
    expect(here, `${path}: nothing to show`).toBeTruthy();
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.goto(here!);
    await expect.soft(page.locator('h1'), path).toHaveCount(1);
    await axeClean(page, 'dark');
  }
});

for (const person of ROLES) {
  test(`every page of the role ${person.role}`, async ({ browser }) => {
    test.setTimeout(600_000);
    const admin = await adminContext(browser);
    const link = await inviteByLink(await admin.newPage(), person);
    await admin.close();
    const context = await browser.newContext({ baseURL: siteUrl(), locale: 'vi-VN', viewport: DESK });
    const page = await context.newPage();
    await acceptInvitation(page, link);
    // A role that demands a second factor is asked for one before anything else opens.
    const letters = page.locator('input[name=khoa]');
    await page.waitForLoadState();
    if (await letters.count()) {
      if (await page.locator('[name=chung-minh]').count()) await page.locator('[name=chung-minh]').fill(PASSWORD);
      await page.locator('[name=ma]').fill(sixDigits(await letters.inputValue()));
      await page.locator('main form button[type=submit]').first().click();
      await page.locator('main ol code').first().waitFor();
    }
    await page.goto('/tai-khoan');
    const menu = await page.locator('nav a[href^="/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')!));
    const paths = [...new Set([...menu.filter((path) => path !== '/'), '/tai-khoan'])];
    expect(paths).toContain(person.opens);
    const complaints = listen(page);
    for (const path of paths) await promises(page, path);
    expect(complaints).toEqual([]);
    await context.close();
  });
}

for (const [path, status] of [['/khong-co', 404], ['/co-quan/quan-ly', 403]] as const) {
  test(`the page for ${status} leads on`, async ({ browser }) => {
    const admin = await adminContext(browser);
    const link = await inviteByLink(await admin.newPage(), { name: 'Kiều Văn Lạc', phone: `0911000${status}`, role: 'Cán bộ cơ quan', agency: 'Sở Công Thương' });
    await admin.close();
    const context = await browser.newContext({ baseURL: siteUrl(), locale: 'vi-VN', viewport: PHONE });
    const page = await context.newPage();
    await acceptInvitation(page, link);
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(status);
    await axeCleanInBothThemes(page);
    await noSidewaysScroll(page);
    await page.getByRole('link', { name: 'Về trang chủ' }).click();
    await expect(page).toHaveURL(`${siteUrl()}/`);
    await context.close();
  });
}
