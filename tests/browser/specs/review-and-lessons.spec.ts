// The review screen, question sets and lessons with their forms open: axe finds nothing in either theme, nothing moves sideways on a
// phone or a desk, also with text twice as large. And a session that ends while somebody types is told, and nothing typed is lost.
import { type Page, expect, test } from '@playwright/test';
import { ownServer } from '../support/own';
import { planText, wordFile } from '../support/plan';
import { card, openEdit, settle } from '../support/review';
import { axeCleanInBothThemes, noSidewaysScroll } from '../support/site';
import { uploadPlan } from '../support/staff';

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const own = ownServer({ plan: undefined });

/** The promises of a page as it stands now: its forms stay open, so it is not loaded again. */
async function keeps(page: Page, what: string) {
  await test.step(what, async () => {
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size);
      await noSidewaysScroll(page);
      await axeCleanInBothThemes(page);
      const large = await page.addStyleTag({ content: 'html { font-size: 200%; }' });
      await noSidewaysScroll(page, 1);
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${what}-${size.width}-200.png` });
      await axeCleanInBothThemes(page);
      await large.evaluate((style) => (style as HTMLElement).remove());
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${what}-${size.width}.png` });
    }
  });
}

test('the review screen, whatever is open', async ({ browser }) => {
  test.setTimeout(600_000);
  const context = await own.context(browser, { storageState: own.admin, bypassCSP: true });
  const page = await context.newPage();
  const unread = planText({ number: 61, town: 'Sông Thử', year: 2033 });
  const screen = await uploadPlan(page, 'ke-hoach.docx', wordFile(unread));
  await keeps(page, 'review');
  const form = await openEdit(page, 'Đi từng ghe');
  await page.locator('#them > summary').click();
  await form.locator('[name=lead]').fill('');
  await form.getByRole('button', { name: 'Lưu' }).click();
  await expect(page.locator('.error-summary')).toBeVisible();
  await page.locator('#them > summary').click();
  await keeps(page, 'review-edit-refused');
  await page.goto(`${screen}?dukien=chu-de#f-chu-de`);
  await keeps(page, 'review-fact');
  await page.goto(screen);
  await card(page, 'Đi từng ghe').locator('h3 a').click();
  await card(page, 'Đi từng ghe').getByRole('link', { name: /^Tách/ }).click();
  await keeps(page, 'review-split');
  await page.goto(`${screen}/xem-thu`);
  await keeps(page, 'review-preview');
  await page.goto('/ke-hoach/duyet');
  await keeps(page, 'review-list');
  await page.goto(screen);
  await settle(page);
  await page.locator('.foot-bar').getByRole('button', { name: 'Ban hành' }).click();
  await page.waitForLoadState();
  if (await page.locator('#chua-xem').count()) await keeps(page, 'review-unseen');
  await context.close();
});

test('a session that ends while somebody types', async ({ browser }) => {
  test.setTimeout(180_000);
  const context = await own.context(browser, { storageState: own.admin });
  const page = await context.newPage();
  await uploadPlan(page, 'ke-hoach.docx', wordFile(planText({ number: 62, town: 'Sông Phiên', year: 2034 })));
  const form = await openEdit(page, 'Đi từng ghe');
  const state = form.locator('[data-autosave-state]');
  const signIn = form.getByRole('link', { name: 'Đăng nhập ở thẻ mới' });
  await expect(signIn).toBeHidden();
  await context.clearCookies();
  await form.locator('[name=lead]').fill('Thành đoàn Sông Phiên');
  await expect(state).toContainText('phiên đăng nhập đã hết');
  await expect(signIn).toBeVisible();
  expect(await signIn.getAttribute('target')).toBe('_blank');
  await expect(form.locator('[name=lead]')).toHaveValue('Thành đoàn Sông Phiên');
  // signed in again in another tab, then back here
  await context.addCookies(own.admin.cookies);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(state).toHaveText('Đã giữ những gì vừa gõ');
  await expect(signIn).toBeHidden();
  await page.reload();
  await expect(page.locator('form.plan-edit [name=lead]').first()).toHaveValue('Thành đoàn Sông Phiên');
  await context.close();
});

test('question sets with media travel as a .zip, and their pages keep the promises', async ({ browser }) => {
  test.setTimeout(600_000);
  const context = await own.context(browser, { storageState: own.admin, bypassCSP: true });
  const page = await context.newPage();
  await page.goto('/dau-truong/bo-cau-hoi');
  await keeps(page, 'sets');
  await page.goto('/dau-truong/bo-cau-hoi/moi');
  await keeps(page, 'set-new');
  await page.locator('[name=title]').fill('Bộ thử có ảnh');
  await page.locator('main form button[type=submit]').first().click();
  const set = new URL(page.url()).pathname;
  await page.goto(`${set}/cau/moi?loai=one`);
  await page.locator('[name=text]').fill('Ảnh nào?');
  for (const n of [1, 2]) await page.locator(`[name=option-${n}]`).fill(`Phương án ${n}`);
  await page.locator('[name=right][value="2"]').check();
  await page.locator('main form').first().locator('button[type=submit]:not([value=preview])').first().click();
  await page.locator('input[type=file]').setInputFiles({ name: 'hồ.png', mimeType: 'image/png', buffer: PNG });
  await page.getByRole('button', { name: 'Đưa lên' }).click();
  await expect(page.locator('.qz-phone img')).toBeVisible();
  await keeps(page, 'set-question');
  await page.goto(set);
  await keeps(page, 'set');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải .zip kèm' }).click()]);
  const zip = await download.path();
  await page.goto(`${set}/nhap`);
  await keeps(page, 'set-import');
  await page.locator('input[type=file]').setInputFiles(zip);
  await page.getByRole('button', { name: 'Đọc và xem trước' }).click();
  await expect(page.locator('main')).toContainText('Đọc được 1 câu, không có lỗi');
  await expect(page.locator('main')).toContainText('hồ.png');
  await keeps(page, 'set-preview');
  await page.getByRole('button', { name: 'Nhập 1 câu' }).click();
  await expect(page.locator('.qz-list > li')).toHaveCount(2);
  await context.close();
});

test('lessons from the first card to the certificate', async ({ browser }) => {
  test.setTimeout(600_000);
  const staff = await own.context(browser, { storageState: own.admin, bypassCSP: true });
  const desk = await staff.newPage();
  await desk.goto('/bai-hoc/soan');
  await keeps(desk, 'lessons-desk');
  await desk.goto('/bai-hoc/soan/moi');
  await desk.locator('[name=file]').fill('title = "Bài thử"\nsummary = "Tóm tắt"\ncategory = "ky-nang-so"\nminutes = 3\nsource = "Nguồn"\n\n[[card]]\ntitle = "Thẻ một"\ntext = "Đọc điều này."\n\n[[question]]\nkind = "one"\ntext = "Chọn gì?"\nchoices = [{ text = "Sai" }, { text = "Phải", right = true }]\nexplanation = "Vì thế."\nsource = "Nguồn"\n');
  await keeps(desk, 'lesson-edit');
  await desk.locator('main form button[type=submit]').first().click();
  await staff.close();
  const context = await own.context(browser, { bypassCSP: true });
  const page = await context.newPage();
  await page.goto('/bai-hoc');
  await keeps(page, 'lessons');
  await page.goto('/bai-hoc/bai-thu/1');
  await keeps(page, 'lesson-card');
  await page.goto('/bai-hoc/bai-thu/2');
  await keeps(page, 'lesson-question');
  // as a finger does it: the button of the choice is drawn by its label
  await page.locator('.lesson-answer', { hasText: 'Phải' }).click();
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL(/a=1/);
  await keeps(page, 'lesson-answered');
  await page.goto('/bai-hoc/bai-thu/xong');
  await keeps(page, 'lesson-finished');
  await page.goto('/bai-hoc/chung-nhan');
  await keeps(page, 'certificate-form');
  await page.locator('[name=name]').fill('Nguyễn Thị Ẩn');
  await page.locator('main form button[type=submit]').first().click();
  await expect(page.locator('.certificate')).toContainText('Nguyễn Thị Ẩn');
  await keeps(page, 'certificate');
  await page.goto('/bai-hoc/kiem-tra?ma=abc');
  await keeps(page, 'certificate-check');
  await context.close();
});
