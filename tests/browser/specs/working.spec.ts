// Two years side by side: an officer chooses the campaign that staff pages show; another tab that still shows the old one says so and
// sends nothing into the new one; what the public sees stays as it is.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ownServer } from '../support/own';
import { dutiesPlan } from '../support/plan';
import { axeCleanInBothThemes } from '../support/site';
import { fits } from '../support/walk-shared';

const folder = mkdtempSync(join(tmpdir(), 'nhipso-plan-'));
const plans = [2031, 2032].map((year) => {
  const path = join(folder, `ke-hoach-${year}.txt`);
  writeFileSync(path, dutiesPlan({ number: year, year }));
  return path;
});
const own = ownServer({ plan: plans, today: '2031-09-25' });

test('each person chooses the campaign that staff pages show', async ({ browser }) => {
  const context = await own.context(browser, { storageState: own.admin });
  const [page, tab] = [await context.newPage(), await context.newPage()];
  const chooser = page.locator('.working-in');

  await test.step('a choice holds on every staff page and leaves the public site alone', async () => {
    await tab.goto('/nhiem-vu/bang');
    await page.goto('/bao-cao');
    // A page behind another ends no transition of its colours
    await page.bringToFront();
    await axeCleanInBothThemes(page);
    await chooser.locator('summary').click();
    await axeCleanInBothThemes(page);
    await page.goto('/nhiem-vu/bang?o=in_term');
    await expect(chooser).toContainText('2031');
    await chooser.locator('summary').click();
    await chooser.getByRole('button', { name: '2032' }).click();
    await expect(page).toHaveURL(/\/nhiem-vu\/bang\?o=in_term$/);
    await expect(page.locator('.flash')).toContainText('2032');
    await expect(page.locator('main')).toContainText('10/09/2032');
    await expect(chooser).toContainText('không ở trang chủ');
    await page.goto('/nhiem-vu/lanh-dao');
    await expect(page.locator('main')).toContainText('2032');
    await page.goto('/');
    await expect(page).toHaveTitle(/2031/);
    await expect(chooser).toHaveCount(0);
  });

  await test.step('another tab that shows the old campaign sends nothing', async () => {
    await tab.locator('[name=view-name]').evaluate((field: HTMLInputElement) => {
      field.value = 'Việc năm trước';
      field.form!.requestSubmit();
    });
    await expect(tab.locator('.working-in [role=alert]')).toContainText('Tải lại trang này');
    await expect(tab).toHaveURL(/\/nhiem-vu\/bang$/);
    await tab.locator('.working-in [role=alert] a').click();
    await expect(tab.locator('.working-name')).toContainText('2032');
    await expect(tab.getByText('Việc năm trước')).toHaveCount(0);
  });

  await test.step('it fits a phone, open and closed', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const address of ['/nhiem-vu', '/nhiem-vu/lanh-dao', '/bao-cao', '/nhiem-vu/san-sang']) {
      await page.goto(address);
      await expect(chooser).toContainText('2032');
      await chooser.locator('summary').click();
      await fits(page);
    }
    await page.screenshot({ path: test.info().outputPath('working-390.png') });
  });
});
