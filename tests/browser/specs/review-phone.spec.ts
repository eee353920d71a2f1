// The review screen in the hand: the form that was opened is on the screen, and the text shows the sentence it came from.
import { expect, test } from '@playwright/test';
import { ownServer } from '../support/own';
import { planText, wordFile } from '../support/plan';
import { card, openEdit } from '../support/review';
import { uploadPlan } from '../support/staff';

const own = ownServer();

for (const [device, viewport] of Object.entries({ phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } })) {
  test(`on a ${device} the chosen duty is in view, its sentence marked`, async ({ browser }) => {
    const context = await own.context(browser, { storageState: own.admin, viewport, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await uploadPlan(page, 'ke-hoach.docx', wordFile(planText()));
    await card(page, 'Phối hợp với Sở Tài chính').locator('h3 a').click();
    const mark = page.locator('.src mark.duty.on').first();
    await expect(mark).toContainText('Phối hợp với');
    await expect(card(page, 'Phối hợp với Sở Tài chính').getByRole('link', { name: /^Sửa/ })).toBeInViewport();
    const form = await openEdit(page, 'Đi từng ghe');
    await expect(form.locator('[name=text]')).toBeInViewport();
    await expect(mark).toContainText('Đi từng ghe');
    const [pane, marked] = await Promise.all([page.locator('.src').boundingBox(), mark.boundingBox()]);
    expect(marked!.y).toBeGreaterThanOrEqual(pane!.y);
    expect(marked!.y).toBeLessThan(pane!.y + pane!.height);
    await context.close();
  });
}
