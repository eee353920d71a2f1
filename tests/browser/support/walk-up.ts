// Chapters of the walk: more time is asked for and granted; a difficulty of two agencies goes up to the leader and comes back; a stop gets ready.
import { type Page, expect, test } from '@playwright/test';
import { acceptInvitation, inviteByLink } from './staff';
import { type Story, fits, look } from './walk-shared';

const PROBLEM = 'Thiếu máy phát điện dự phòng';
const TOGETHER = 'Nguồn điện dự phòng cho các điểm tổ chức';

export async function askForTime({ walk, page, as }: Story) {
  await test.step('an agency asks for more time and gets it', async () => {
    const until = `30/12/${walk.today.slice(0, 4)}`;
    const officer = await as(3);
    await officer.locator('a[href^="/nhiem-vu/gia-han/moi"]').first().click();
    await expect(officer.locator('[name=nv]:checked'), 'the duty is chosen already').toHaveCount(1);
    await officer.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await expect(officer.locator('.error-summary'), 'without day and reason it is not sent').toBeVisible();
    await officer.locator('[name=ngay]').fill(until);
    await officer.locator('[name=ly-do]').fill('Chờ ý kiến của cơ quan cấp trên về kinh phí.');
    await officer.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await expect(officer).toHaveURL(/\/nhiem-vu\/gia-han\/[0-9a-f-]{36}/);
    await look(walk, officer, '14-xin-gia-han');

    await page.goto('/nhiem-vu/lanh-dao');
    const need = page.locator('a[href="/nhiem-vu/gia-han?xem=cho"]');
    await expect(need.locator('b')).toHaveText('1');
    await need.click();
    await page.locator('tbody th a').first().click();
    await fits(page);
    await look(walk, page, '15-xu-ly-gia-han');
    await page.getByRole('button', { name: 'Duyệt gia hạn' }).click();
    await expect(page.locator('main')).toContainText('Đã duyệt');

    await officer.reload();
    await expect(officer.locator('main')).toContainText('Đã duyệt');
    await expect(officer.locator('main')).toContainText(until);
    await officer.close();
  });
}

/** Files a difficulty about the agency's duty and gives its address. */
async function file(officer: Page, words: string): Promise<string> {
  await officer.locator('a[href^="/nhiem-vu/vuong-mac/moi"]').first().click();
  await officer.locator('[name=title]').fill(PROBLEM);
  await officer.locator('[name=words]').fill(words);
  await officer.getByRole('button', { name: 'Gửi lên' }).click();
  await expect(officer).toHaveURL(/\/vuong-mac\/phieu\//);
  return new URL(officer.url()).pathname;
}

export async function decideDifficulty({ walk, page, as }: Story) {
  const { own, browser } = walk;
  const slips: string[] = [];
  await test.step('two agencies send up the same difficulty; it is put together and proposed', async () => {
    for (const at of [4, 5]) {
      const officer = await as(at);
      slips.push(await file(officer, 'Điểm tổ chức chưa có nguồn điện dự phòng, cần 02 máy phát 50 kW.'));
      if (at === 4) await look(walk, officer, '16-phieu-vuong-mac');
      await officer.close();
    }
    await page.goto('/nhiem-vu/vuong-mac');
    await fits(page);
    const picks = page.locator('.sentup-column', { has: page.locator('#cot-filed') }).locator('[name=gop]');
    await expect(picks).toHaveCount(2);
    await look(walk, page, '17-bang-vuong-mac');
    for (const pick of await picks.all()) await pick.check();
    await page.locator('#title').fill(TOGETHER);
    await page.getByRole('button', { name: 'Gộp các việc đã chọn' }).click();
    await expect(page.locator('.sentup-slips > li')).toHaveCount(2);
    await page.locator('[name=proposal]').fill('Điện lực cho mượn 02 máy phát, trực trong các ngày tổ chức.');
    await look(walk, page, '18-de-xuat-phuong-an');
    await page.getByRole('button', { name: 'Trình lãnh đạo' }).click();
    await expect(page.locator('main')).toContainText('Điện lực cho mượn 02 máy phát');
  });

  await test.step('the leader decides on a phone', async () => {
    const link = await inviteByLink(page, { name: 'Đinh Thị Lãnh Đạo', phone: '0912345699', role: 'Lãnh đạo' });
    const phone = await own.context(browser, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const leader = await phone.newPage();
    await acceptInvitation(leader, link);
    await leader.goto('/nhiem-vu/lanh-dao');
    await look(walk, leader, '19-lanh-dao-cho-quyet');
    const need = leader.locator('a[href*="/vuong-mac/cho-quyet"]');
    await expect(need.locator('b')).toHaveText('1');
    await need.click();
    await leader.locator('.sentup-waiting a').first().click();
    await expect(leader.locator('main')).toContainText('cần 02 máy phát 50 kW');
    await fits(leader);
    await look(walk, leader, '20-lanh-dao-quyet');
    await leader.getByRole('button', { name: 'Đồng ý phương án' }).click();
    await leader.goto('/nhiem-vu/lanh-dao');
    await expect(leader.locator('a[href*="/vuong-mac/cho-quyet"]'), 'nothing waits any more').toHaveCount(0);
    await phone.close();
  });

  await test.step('both agencies read the answer and acknowledge it', async () => {
    for (const [n, at] of [4, 5].entries()) {
      const officer = await as(at);
      await officer.goto(slips[n]!);
      await expect(officer.locator('main')).toContainText('Điện lực cho mượn 02 máy phát');
      await officer.getByRole('button', { name: 'Đã nhận, sẽ thực hiện' }).click();
      await expect(officer.locator('main')).toContainText('Đã xác nhận nhận được ý kiến');
      if (n === 1) await look(walk, officer, '21-da-nhan-y-kien');
      await officer.close();
    }
    await page.goto('/nhiem-vu/vuong-mac?xem=xong');
    await expect(page.locator('tbody')).toContainText(TOGETHER);
  });
}

export async function tickChecklist({ walk, page }: Story) {
  await test.step('a stop gets readier by a tick', async () => {
    await page.goto('/nhiem-vu/san-sang');
    await fits(page);
    await look(walk, page, '22-cac-chang');
    const boards = await page.locator('main a[href^="/nhiem-vu/san-sang/"]').evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute('href')!.split('#')[0]!))]);
    const done = page.locator('#con-thieu button[value=done]');
    for (const board of boards) {
      await page.goto(board);
      if (await done.count()) break;
    }
    const before = await done.count();
    expect(before, 'something is lacking at a stop').toBeGreaterThan(0);
    await fits(page);
    await look(walk, page, '23-bang-san-sang');
    await done.first().click();
    await expect(done).toHaveCount(before - 1);
    await expect(page.locator('.cells a[href$="#tat-ca"] b').first(), 'one item is settled').toHaveText('1');
  });
}
