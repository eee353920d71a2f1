// A server on a rehearsal clock says so on every page, to the public and to the staff, on screen and on paper.
import { expect, test } from '@playwright/test';
import { ownServer } from '../support/own';
import { PUBLIC, resolve, STAFF } from '../support/pages';
import { planText, wordFile } from '../support/plan';
import { inviteByLink, uploadPlan } from '../support/staff';

const own = ownServer({ today: '2027-03-14' });

for (const [who, paths] of [['public', [...PUBLIC, '/khong-co']], ['staff', STAFF]] as const) {
  test(`the rehearsal clock is on every ${who} page`, async ({ browser }) => {
    test.setTimeout(180_000);
    const staff = who === 'staff';
    const context = await own.context(browser, staff ? { storageState: own.admin } : {});
    const page = await context.newPage();
    if (staff) {
      await uploadPlan(page, 'ke-hoach.docx', wordFile(planText()));
      await inviteByLink(page, { name: 'Đinh Văn Chờ', phone: '0903334445', role: 'Lãnh đạo' });
    }
    for (const path of paths) {
      const here = await resolve(page, path);
      expect(here, path).toBeTruthy();
      await page.goto(here!);
      await expect.soft(page.locator('.rehearsal'), path).toBeVisible();
      await expect.soft(page.locator('.rehearsal'), path).toContainText('14/03/2027');
    }
    await page.emulateMedia({ media: 'print' });
    await page.goto('/ke-hoach');
    await expect(page.locator('.rehearsal')).toBeVisible();
    await context.close();
  });
}
