// An officer comes by a one-time link: password, second factor, signing in again; sees and reaches only what is theirs;
// a session ended elsewhere is over at once.
import { type Page, expect, test } from '@playwright/test';
import { ownServer } from '../support/own';
import { acceptInvitation, inviteByLink, PASSWORD, signInWithPassword } from '../support/staff';
import { sixDigits } from '../support/totp';

test.describe.configure({ mode: 'serial' });
const own = ownServer();
const OFFICER = { name: 'Ngô Thị Cán Bộ', phone: '0987654321', role: 'Cán bộ cơ quan', agency: 'Sở Công Thương' };
const OTHER = { name: 'Tạ Văn Người Khác', phone: '0987654322', role: 'Cán bộ cơ quan', agency: 'Sở Tài chính' };
let secret = '';

/** Signs the officer in with password and second factor: the code of the next half minute, which is still unused. */
async function enter(page: Page, step: number) {
  await signInWithPassword(page, OFFICER.phone);
  await page.locator('[name=ma]').fill(sixDigits(secret, Date.now() + step * 30_000));
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await expect(page.locator('.initials')).toBeVisible();
}

test('the officer opens the link, sets password and second factor, and signs in again', async ({ browser }) => {
  const admin = await own.context(browser, { storageState: own.admin });
  const link = await inviteByLink(await admin.newPage(), OFFICER);
  const context = await own.context(browser);
  const page = await context.newPage();
  await page.goto(link);
  await expect(page.locator('[name=ten]')).toHaveValue(OFFICER.name);
  await page.getByRole('button', { name: 'Nhận tài khoản' }).click();
  await expect(page.locator('.error-summary, [role=alert]').first()).toBeVisible();
  await acceptInvitation(page, link);
  // Where this person's work is
  await expect(page).toHaveURL(/\/nhiem-vu/);

  await page.goto('/tai-khoan/hai-lop');
  secret = await page.locator('[name=khoa]').inputValue();
  await page.locator('[name=chung-minh]').fill(PASSWORD);
  await page.locator('[name=ma]').fill(sixDigits(secret));
  await page.getByRole('button', { name: /Bật/ }).click();
  await expect(page.locator('.people-codes code')).toHaveCount(10);

  await page.goto('/tai-khoan');
  await page.locator('main').getByRole('button', { name: 'Đăng xuất' }).click();
  await page.goto('/tai-khoan');
  await expect(page).toHaveURL(/\/dang-nhap/);
  await signInWithPassword(page, OFFICER.phone);
  await page.locator('[name=ma]').fill('000000');
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await expect(page.locator('main')).toContainText('chưa đúng');
  await enter(page, 1);

  const stranger = await (await own.context(browser)).newPage();
  await stranger.goto(link);
  await expect(stranger.locator('main')).toContainText('Đường liên kết không dùng được nữa');
  await stranger.context().close();
  await context.storageState().then((state) => (officer = state));
  await context.close();
  await admin.close();
});
let officer: Awaited<ReturnType<import('@playwright/test').BrowserContext['storageState']>>;

test('they see only what is theirs; what is another’s is not there', async ({ browser }) => {
  const context = await own.context(browser, { storageState: officer });
  const page = await context.newPage();
  await page.goto('/tai-khoan');
  await expect(page.locator('main')).toContainText('Sở Công Thương');
  for (const path of ['/quan-tri/tai-khoan', '/quan-tri/nhat-ky', '/quan-tri/hop-thu', '/quan-tri/loi-moi', '/ke-hoach/duyet', '/co-quan/quan-ly', '/su-kien/soan']) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(403);
    await expect(page.locator('h1'), path).toHaveText('Tài khoản này không có quyền làm việc đó');
    await expect(page.locator(`nav a[href="${path}"]`), path).toHaveCount(0);
  }
  // another officer's session, by its true id
  const admin = await own.context(browser, { storageState: own.admin });
  const link = await inviteByLink(await admin.newPage(), OTHER);
  const [first, second] = [await (await own.context(browser)).newPage(), await (await own.context(browser)).newPage()];
  await acceptInvitation(first, link);
  await signInWithPassword(second, OTHER.phone);
  await first.goto('/tai-khoan/phien');
  const end = (await first.locator('form[action$="/ket-thuc"]').first().getAttribute('action'))!;
  const refused = await context.request.post(end, { headers: { origin: own.url, 'sec-fetch-site': 'same-origin' } });
  expect(refused.status()).toBe(404);
  await second.goto('/tai-khoan');
  await expect(second).toHaveURL(/\/tai-khoan$/);

  await test.step('ended in one tab, over in the other', async () => {
    await first.locator('form[action$="/ket-thuc"] button').first().click();
    await second.goto('/tai-khoan/du-lieu');
    await expect(second).toHaveURL(/\/dang-nhap/);
  });
  for (const one of [first.context(), second.context(), admin, context]) await one.close();
});
