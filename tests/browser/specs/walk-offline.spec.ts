// The walk through a venue without network: ticks stay on the phone, also when the browser is closed, and are sent later by whoever made
// them; what the server refuses is shown until the person decides. Ends with the cards showing what the server has.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, expect, test } from '@playwright/test';
import { ownServer } from '../support/own';
import { dutiesPlan } from '../support/plan';

const plan = join(mkdtempSync(join(tmpdir(), 'nhipso-plan-')), 'ke-hoach.txt');
writeFileSync(plan, dutiesPlan());
const own = ownServer({ plan, today: '2031-09-25' });

const PHONE = { width: 390, height: 844 };
const card = (page: Page, at: number) => page.locator('[data-item]').nth(at);
const tick = (page: Page, at: number, which: 'done' | 'doing' | 'undo') => card(page, at).locator(`.walk-${which}`).click();
const word = (page: Page, at: number) => card(page, at).locator('[data-word]');
const waiting = (page: Page) => page.locator('[data-walk-status]');

/** The first stop's walk that has something to tick. */
async function walkAddress(page: Page): Promise<string> {
  await page.goto('/nhiem-vu/san-sang');
  const boards = await page.locator('main a[href^="/nhiem-vu/san-sang/"]').evaluateAll((all) => all.map((one) => new URL((one as HTMLAnchorElement).href).pathname));
  for (const board of new Set(boards.map((one) => one.split('/').slice(0, 4).join('/')))) {
    for (const day of [0, 1, 2]) {
      await page.goto(`${board}/di?ngay=${day}`);
      if ((await page.locator('[data-item] .walk-done').count()) >= 3) return `${board}/di?ngay=${day}`;
    }
  }
  throw new Error('no stop has three things to tick on one day');
}

test('ticks made without network are kept, sent once and shown', async ({ browser }) => {
  test.setTimeout(120_000);
  const phone = await own.context(browser, { storageState: own.admin, viewport: PHONE });
  const page = await phone.newPage();
  const address = await walkAddress(page);
  const desk = await (await own.context(browser, { storageState: own.admin })).newPage();

  await test.step('without network two ticks wait on the phone', async () => {
    await phone.setOffline(true);
    await tick(page, 0, 'done');
    await tick(page, 1, 'doing');
    await expect(waiting(page)).toBeVisible();
    await expect(waiting(page)).toContainText('2');
    await expect(word(page, 0)).toHaveText('Xong');
    await desk.goto(address);
    await expect(word(desk, 0)).toHaveText('Chưa');
    await page.screenshot({ path: test.info().outputPath('offline-390.png') });
  });

  await test.step('with network they go by themselves', async () => {
    await phone.setOffline(false);
    await expect(waiting(page)).toBeHidden();
    await desk.reload();
    await expect(word(desk, 0)).toHaveText('Xong');
    await expect(word(desk, 1)).toHaveText('Đang làm');
  });

  await test.step('a closed browser keeps them; the next visit shows and sends them', async () => {
    await phone.setOffline(true);
    await tick(page, 0, 'undo');
    await tick(page, 0, 'doing');
    await expect(waiting(page)).toContainText('2');
    await page.close();
    await phone.setOffline(false);
    const again = await phone.newPage();
    await again.goto(address);
    await expect(word(again, 0)).toHaveText('Đang làm');
    await expect(waiting(again)).toBeHidden();
    await desk.reload();
    await expect(word(desk, 0)).toHaveText('Đang làm');
    await again.close();
  });

  await test.step('what somebody else did meanwhile is not undone: the person sees it and decides', async () => {
    const later = await phone.newPage();
    await later.goto(address);
    await phone.setOffline(true);
    await tick(later, 1, 'done');
    await desk.goto(address);
    await tick(desk, 1, 'done');
    await tick(desk, 1, 'undo');
    await expect(waiting(desk)).toBeHidden();
    await phone.setOffline(false);
    const refused = later.locator('[data-walk-refused]');
    await expect(refused.locator('li')).toHaveCount(1);
    await expect(word(later, 1)).toHaveText('Chưa');
    await later.screenshot({ path: test.info().outputPath('refused-390.png') });
    await refused.locator('[data-again]').click();
    await expect(refused).toBeHidden();
    await expect(waiting(later)).toBeHidden();
    await desk.reload();
    await expect(word(desk, 1)).toHaveText('Xong');
    await later.close();
  });

  await test.step('signed out meanwhile, the tick waits for the account that made it', async () => {
    const last = await phone.newPage();
    await last.goto(address);
    await phone.setOffline(true);
    await tick(last, 2, 'done');
    const cookies = await phone.cookies();
    await phone.clearCookies();
    await phone.setOffline(false);
    await expect(last).toHaveURL(/dang-nhap/);
    await phone.addCookies(cookies);
    await last.goto(address);
    await expect(word(last, 2)).toHaveText('Xong');
    await expect(waiting(last)).toBeHidden();
    await desk.reload();
    await expect(word(desk, 2)).toHaveText('Xong');
  });
});
