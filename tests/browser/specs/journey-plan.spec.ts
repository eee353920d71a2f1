// A plan comes in as a Word file and goes out as a campaign: upload, review with corrections that survive a reload and a
// second tab, publishing, and what the next person sees. The same once more without JavaScript.
import { type Browser, type Page, expect, test } from '@playwright/test';
import { ownServer } from '../support/own';
import { planText, wordFile } from '../support/plan';
import { add, card, merge, openEdit, publish, save, settle, split } from '../support/review';
import { uploadPlan } from '../support/staff';

test.describe.configure({ mode: 'serial' });
const own = ownServer();

/** Somebody passing by looks for the published plan. */
async function everybodySees(browser: Browser, admin: Page, name: string, theme: string, words: string[]) {
  await admin.goto('/ke-hoach/chien-dich');
  const campaign = admin.locator('.plan-campaign', { hasText: name });
  const choose = campaign.getByRole('button', { name: 'Đặt làm hiện tại' });
  if (await choose.count()) await choose.click();
  await expect(campaign.locator('.chip')).toHaveText('Hiện tại');
  const context = await own.context(browser);
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.locator('h1')).toHaveText(theme);
  await expect(page.locator('.stops')).toContainText('Bến Trầm');
  await page.goto('/su-kien');
  await expect(page.locator('main')).toContainText('Sân vận động Bến Trầm');
  await page.goto('/ke-hoach');
  await expect(page.locator('h1')).toContainText(name);
  for (const one of words) await expect(page.locator('.plan-doc, .plan-after').first()).toContainText(one);
  await page.goto('/tim?q=tieu+thuong');
  await expect(page.locator('.portal-found a', { hasText: 'tiểu thương' }).first()).toBeVisible();
  await page.locator('.portal-found a', { hasText: 'tiểu thương' }).first().click();
  await expect(page.locator('main')).toContainText('Sở Công Thương');
  await context.close();
}

test('an officer reviews and publishes, everybody sees it', async ({ browser }) => {
  test.setTimeout(180_000);
  const context = await own.context(browser, { storageState: own.admin });
  const page = await context.newPage();
  const screen = await uploadPlan(page, 'ke-hoach.docx', wordFile(planText()));
  await expect(page.locator('.src')).toContainText('Một chạm bến sông');

  await test.step('half a correction survives a reload', async () => {
    const form = await openEdit(page, 'Đi từng ghe');
    await form.locator('[name=lead]').fill('Thành đoàn Sông Trầm');
    await expect(form.locator('[data-autosave-state]')).toHaveText('Đã giữ những gì vừa gõ');
    await page.reload();
    await expect(page.locator('form.plan-edit [name=lead]').first()).toHaveValue('Thành đoàn Sông Trầm');
    await page.goto(screen);
    const again = await openEdit(page, 'Đi từng ghe');
    await expect(again.locator('[name=lead]')).toHaveValue('Thành đoàn Sông Trầm');
    await save(again);
    await expect(card(page, 'Đi từng ghe')).toContainText('Thành đoàn Sông Trầm');
  });

  await test.step('two tabs: the slower one is told, and nothing is lost', async () => {
    const other = await context.newPage();
    await other.goto(screen);
    const late = await openEdit(other, 'Mở quầy giúp');
    const first = await openEdit(page, 'Mở quầy giúp');
    await first.locator('[name=coordinating]').fill('Công an thành phố\nBưu điện thành phố');
    await save(first);
    await expect(card(page, 'Mở quầy giúp')).toContainText('Bưu điện thành phố');
    await late.locator('[name=text]').fill('Mở quầy giúp bà con nộp hồ sơ ngay trên điện thoại');
    await save(late);
    const kept = other.locator('form.plan-edit[action*="/nhiem-vu/"]').first();
    await expect(kept).toContainText('Người khác vừa sửa mục này');
    await expect(kept.locator('[name=text]')).toHaveValue('Mở quầy giúp bà con nộp hồ sơ ngay trên điện thoại');
    await other.goto(screen);
    await expect(card(other, 'Mở quầy giúp người dân')).toHaveCount(1);
    await other.close();
    await page.goto(screen);
    await expect(card(page, 'Mở quầy giúp người dân')).toHaveCount(1);
  });

  await test.step('split, merge, undo, add', async () => {
    await split(page, 'Theo dõi, tổng hợp', ['Theo dõi kết quả hằng tuần', 'Tổng hợp, báo cáo UBND thành phố']);
    await merge(page, 'Tổng hợp, báo cáo');
    await expect(page.locator('article.plan-card h3', { hasText: /^Tổng hợp, báo cáo/ })).toHaveCount(0);
    await page.locator('.foot-bar').getByRole('button', { name: 'Hoàn tác' }).click();
    await expect(page.locator('article.plan-card h3', { hasText: /^Tổng hợp, báo cáo/ })).toHaveCount(1);
    await add(page, 'Treo đèn báo điểm phát sóng miễn phí ở bến đò', 'Sở Xây dựng');
  });

  await test.step('what waits is answered, then published', async () => {
    await settle(page);
    await page.getByRole('link', { name: 'Xem thử' }).click();
    await expect(page.locator('main')).toContainText('Treo đèn báo');
    await page.goBack();
    await publish(page);
  });

  await everybodySees(browser, page, 'Sông Trầm 2031', 'Bến sông mở lối số', ['Hướng dẫn tiểu thương', 'Khóa cửa đê']);
  await page.goto(screen);
  await expect(page.locator('main')).toContainText('không duyệt tiếp được');
  await context.close();
});

test('the same without JavaScript', async ({ browser }) => {
  test.setTimeout(180_000);
  const context = await own.context(browser, { storageState: own.admin, javaScriptEnabled: false });
  const page = await context.newPage();
  await uploadPlan(page, 'ke-hoach.docx', wordFile(planText({ number: 52, town: 'Sông Êm', year: 2032 })));
  const form = await openEdit(page, 'Đi từng ghe');
  await form.locator('[name=lead]').fill('');
  await save(form);
  const refused = page.locator('form.plan-edit[action*="/nhiem-vu/"]').first();
  await expect(refused).toContainText('Ghi ít nhất một cơ quan chủ trì');
  await refused.locator('[name=lead]').fill('Thành đoàn Sông Êm');
  await save(refused);
  await split(page, 'Theo dõi, tổng hợp', ['Theo dõi kết quả hằng tuần', 'Tổng hợp, báo cáo UBND thành phố']);
  await merge(page, 'Tổng hợp, báo cáo');
  await add(page, 'Dựng bảng chỉ đường bằng chữ nổi', 'Sở Xây dựng');
  await settle(page);
  await publish(page);
  await everybodySees(browser, page, 'Sông Êm 2032', 'Bến sông mở lối số', ['Hướng dẫn tiểu thương']);
  await context.close();
});
