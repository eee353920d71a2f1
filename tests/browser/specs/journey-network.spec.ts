// The network goes away in the middle of a form, and a hurried hand presses twice: nothing typed is lost, one row results.
import { type Page, expect, test } from '@playwright/test';
import { ownServer } from '../support/own';
import { planText, wordFile } from '../support/plan';
import { openEdit } from '../support/review';
import { uploadPlan } from '../support/staff';

test.describe.configure({ mode: 'serial' });
const own = ownServer();

async function fill(page: Page, title: string) {
  await page.goto('/su-kien/soan/moi');
  await page.locator('[name=title]').fill(title);
  await page.locator('[name=note]').fill('Mang theo căn cước');
}

test('without a network a form stays, says so, and is sent once the network is back', async ({ browser }) => {
  const context = await own.context(browser, { storageState: own.admin });
  const page = await context.newPage();
  await fill(page, 'Thả đèn báo triều');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Lưu' }).click();
  await expect(page.locator('[data-toasts]')).toContainText('Đang mất mạng');
  await expect(page.locator('[name=title]')).toHaveValue('Thả đèn báo triều');
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Lưu' }).click();
  await expect(page).toHaveURL(/\/su-kien\/soan$/);
  await expect(page.getByRole('link', { name: 'Thả đèn báo triều' })).toHaveCount(1);
  await page.goto('/su-kien');
  await expect(page.locator('main')).toContainText('Mang theo căn cước');
  await context.close();
});

test('what is typed into the review without a network is kept when it is back', async ({ browser }) => {
  const context = await own.context(browser, { storageState: own.admin });
  const page = await context.newPage();
  const screen = await uploadPlan(page, 'ke-hoach.docx', wordFile(planText({ number: 77, year: 2033 })));
  const form = await openEdit(page, 'Hướng dẫn tiểu thương');
  await context.setOffline(true);
  await form.locator('[name=text]').fill('Hướng dẫn tiểu thương ba chợ nổi nhận tiền');
  await expect(form.locator('[data-autosave-state]')).toContainText('Chưa giữ được');
  await context.setOffline(false);
  await expect(form.locator('[data-autosave-state]')).toHaveText('Đã giữ những gì vừa gõ');
  await page.goto(screen);
  const again = await openEdit(page, 'Hướng dẫn tiểu thương');
  await expect(again.locator('[name=text]')).toHaveValue('Hướng dẫn tiểu thương ba chợ nổi nhận tiền');
  await context.close();
});

test('a double click makes one programme item and one invitation', async ({ browser }) => {
  const context = await own.context(browser, { storageState: own.admin });
  const page = await context.newPage();
  await fill(page, 'Múa rối trên bến');
  await page.getByRole('button', { name: 'Lưu' }).dblclick();
  await expect(page).toHaveURL(/\/su-kien\/soan$/);
  await page.reload();
  await expect(page.getByRole('link', { name: 'Múa rối trên bến' })).toHaveCount(1);

  await page.goto('/quan-tri/loi-moi/moi');
  await page.locator('[name=ten]').fill('Võ Thị Nhanh Tay');
  await page.locator('[name=dien-thoai]').fill('0901112223');
  await page.getByRole('radio', { name: 'Lãnh đạo' }).check();
  await page.getByRole('button', { name: 'Tạo lời mời' }).dblclick();
  await expect(page.locator('.people-link code')).toHaveCount(1);
  await page.goto('/quan-tri/loi-moi');
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await context.close();
});
