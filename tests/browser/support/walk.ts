// The story of the duties from the first acceptance to the issued result report, walked by ten agencies' officers and the coordinating department
// in the browser. `specs/journey-duties.spec.ts` walks it on a plan of our own, `cargo xtask walk --plan PATH` on any plan.
import { type Page, expect, test } from '@playwright/test';
import { acceptInvitation, inviteByLink } from './staff';
import { reportTheResult, writeLetters } from './walk-reports';
import { type Agency, type Walk, fits, look } from './walk-shared';
import { askForTime, decideDifficulty, tickChecklist } from './walk-up';

const OFFICER = 'Cán bộ cơ quan';
/** How many agencies take part. */
export const AGENCIES = 10;

/** Sends the form of an act, with a reason where one is asked for. */
async function act(page: Page, code: string, reason?: string) {
  const form = page.locator(`form[action$="/viec/${code}"]`);
  const folded = page.locator('details', { has: form });
  if ((await folded.count()) && !(await folded.evaluate((one) => (one as HTMLDetailsElement).open))) await folded.locator('summary').click();
  if (reason) await form.locator('textarea').fill(reason);
  await form.locator('button[type=submit]').click();
  await expect(page.locator(`form[action$="/viec/${code}"]`)).toHaveCount(0);
}

/** Reports a duty as done, with a paper's number and a figure as evidence. */
async function report(walk: Walk, page: Page, words: string) {
  const form = page.locator('#bao-cao');
  const [year, month, day] = walk.today.split('-');
  await form.locator('[name=finished]').fill(`${day}/${month}/${year}`);
  await form.locator('[name=words-report]').fill(words);
  await form.locator('details summary').click();
  await form.locator('[name=r-paper]').fill('15/BC-VP');
  await form.locator('[name=r-figure]').fill('320 lượt');
  await form.locator('button[type=submit]').click();
  await expect(page.locator('#bao-cao')).toHaveCount(0);
  await expect(page.locator('main')).toContainText('15/BC-VP');
}

/** A figure of the leaders' screen by its cell. */
async function figure(page: Page, cell: string): Promise<number> {
  return Number(await page.locator(`.cells a[href$="o=${cell}"] b`).first().innerText());
}

/** Agencies that have duties and may have officers (no groups), in the order of the timeline's filter. */
async function agencies(page: Page): Promise<Agency[]> {
  const options = (name: string) =>
    page.locator(`select[name=${name}] option`).evaluateAll((list) => list.map((one) => ({ slug: (one as HTMLOptionElement).value, name: (one.textContent ?? '').trim() })));
  await page.goto('/quan-tri/loi-moi/moi');
  const known = new Set((await options('co-quan')).map(({ name }) => name));
  await page.goto('/nhiem-vu/tien-do?nhom=co_quan');
  return (await options('co_quan')).filter(({ slug, name }) => slug !== '' && slug !== '-' && known.has(name)).slice(0, AGENCIES);
}

/** Walks the whole story; every step says what the next person sees. */
export async function walkDuties(walk: Walk) {
  const { own, browser } = walk;
  const boss = await own.context(browser, { storageState: own.admin });
  const page = await boss.newPage();
  let all: Agency[] = [];
  let before = { overdue: 0, in_term: 0, on_time: 0, late: 0 };

  await test.step('the leaders see the duties as the plan gave them', async () => {
    await page.goto('/nhiem-vu/lanh-dao');
    before = { overdue: await figure(page, 'overdue'), in_term: await figure(page, 'in_term'), on_time: await figure(page, 'on_time'), late: await figure(page, 'late') };
    expect(before.on_time + before.late, 'nobody has reported').toBe(0);
    await fits(page);
    await look(walk, page, '01-lanh-dao-ban-dau');
  });

  await test.step('ten agencies get an officer each', async () => {
    all = await agencies(page);
    expect(all.length, 'agencies with duties').toBe(AGENCIES);
    for (const [at, agency] of all.entries()) {
      const link = await inviteByLink(page, { name: `Nguyễn Văn ${'ABCDEGHIKL'[at]}`, phone: `091234560${at}`, role: OFFICER, agency: agency.name });
      agency.officer = await own.context(browser);
      const own_page = await agency.officer.newPage();
      await acceptInvitation(own_page, link);
      await own_page.goto('/nhiem-vu/tien-do');
      agency.duty = (await own_page.locator('.gantt-name a').first().getAttribute('href')) ?? undefined;
      expect(agency.duty, `${agency.name} sees a duty of its own`).toBeTruthy();
      await own_page.close();
    }
  });
  const as = async (at: number) => {
    const officer = await all[at]!.officer!.newPage();
    await officer.goto(all[at]!.duty!);
    return officer;
  };

  await test.step('an officer sees no other agency', async () => {
    const officer = await as(0);
    const foreign = await officer.request.get(all[1]!.duty!);
    expect(foreign.status()).toBe(404);
    expect((await officer.request.get('/nhiem-vu/lanh-dao')).status()).toBe(403);
    await officer.goto('/nhiem-vu/tien-do');
    await expect(officer.locator('select[name=co_quan] option')).toHaveCount(2);
    await fits(officer);
    await look(walk, officer, '02-tien-do-cua-mot-co-quan');
    await officer.close();
  });

  await test.step('eight accept, one gives back with a reason', async () => {
    for (let at = 0; at < 8; at++) {
      const officer = await as(at);
      await act(officer, 'accept');
      if (at === 0) await look(walk, officer, '03-nhiem-vu-da-tiep-nhan');
      await officer.close();
    }
    const officer = await as(8);
    await act(officer, 'return', 'Việc này thuộc cơ quan khác, đề nghị giao lại.');
    await officer.close();
  });

  await test.step('three report with evidence', async () => {
    for (let at = 0; at < 3; at++) {
      const officer = await as(at);
      await report(walk, officer, `Đã hoàn thành đợt ${at + 1}, có danh sách kèm theo.`);
      if (at === 0) await look(walk, officer, '04-bao-cao-ket-qua');
      await officer.close();
    }
  });

  await test.step('the coordinator finds what waits, confirms two, sends one back, insists on the returned one', async () => {
    await page.goto('/nhiem-vu/lanh-dao');
    const needs = page.locator('.lead-rows').first();
    await expect(needs.locator('a[href$="trang_thai=reported"] b')).toHaveText('3');
    await expect(needs.locator('a[href$="trang_thai=returned"] b')).toHaveText('1');
    await look(walk, page, '05-lanh-dao-viec-cho');
    for (const at of [0, 1]) {
      await page.goto(all[at]!.duty!);
      await act(page, 'confirm');
    }
    await page.goto(all[2]!.duty!);
    await act(page, 'send_back', 'Thiếu danh sách người tham gia.');
    await page.goto(all[8]!.duty!);
    await act(page, 'insist', 'Kế hoạch nêu rõ cơ quan này chủ trì.');
  });

  await test.step('two officers change one duty at once: the slower one is told', async () => {
    const [first, second] = [await as(2), await as(2)];
    await report(walk, first, 'Đã bổ sung danh sách.');
    await second.locator('[name=words-report]').fill('Cũng vừa viết báo cáo này.');
    await second.locator('#bao-cao button[type=submit]').click();
    await expect(second.locator('main')).toContainText('Cũng vừa viết báo cáo này.');
    await look(walk, second, '06-hai-nguoi-cung-sua');
    await first.close();
    await second.close();
  });

  await test.step('who is late is red, with days', async () => {
    await page.goto('/nhiem-vu/lanh-dao');
    const now = { overdue: await figure(page, 'overdue'), in_term: await figure(page, 'in_term'), on_time: await figure(page, 'on_time'), late: await figure(page, 'late') };
    const sum = (c: typeof now) => c.overdue + c.in_term + c.on_time + c.late;
    expect(sum(now), 'the four cells add up to the same duties').toBe(sum(before));
    expect(now.on_time + now.late).toBe(2);
    if (now.overdue > 0) await expect(page.locator('#rank ~ .table-box .chip.bad').first()).toContainText('trễ nhất');
    await fits(page);
    await look(walk, page, '07-lanh-dao');
  });

  await test.step('timeline, calendar, comparison say the same', async () => {
    await page.goto('/nhiem-vu/tien-do');
    await expect(page.locator('.gantt-row.is-on-time, .gantt-row.is-late').first()).toBeVisible();
    await fits(page);
    await look(walk, page, '08-tien-do');
    await page.goto('/nhiem-vu/tien-do?nhom=co_quan&thu_phong=tuan');
    await look(walk, page, '09-tien-do-theo-co-quan');
    await page.goto('/nhiem-vu/lich');
    await fits(page);
    await look(walk, page, '10-lich');
    await page.goto('/nhiem-vu/so-sanh');
    await expect(page.locator('.duty-happened a[href*="thay_doi=xong"] b')).toHaveText('2');
    await page.locator('.duty-happened a[href*="thay_doi=xong"]').click();
    await expect(page.locator('#rows ~ .table-box tbody tr')).toHaveCount(2);
    await fits(page);
    await look(walk, page, '11-so-sanh');
  });

  await test.step('everybody reads the true state, without names of people', async () => {
    const visitor = await (await own.context(browser)).newPage();
    await visitor.goto('/ke-hoach');
    await expect(visitor.locator('.beat-key')).toContainText('đã xong');
    await expect(visitor.locator('main')).not.toContainText('Nguyễn Văn A');
    await look(walk, visitor, '12-ke-hoach-cong-khai');
    await visitor.goto('/');
    await expect(visitor.locator('.portal-beat')).toContainText('đang thực hiện');
    await look(walk, visitor, '13-trang-chu');
    await visitor.context().close();
  });

  await test.step('a calendar program reads the deadlines by a secret address, until it is ended', async () => {
    const officer = await as(5);
    await officer.goto('/nhiem-vu/lich');
    await officer.getByRole('button', { name: 'Tạo địa chỉ' }).first().click();
    const address = new URL(await officer.locator('#fresh').inputValue()).pathname;
    const stranger = await own.context(browser);
    const feed = await stranger.request.get(address);
    expect(await feed.text()).toContain('BEGIN:VEVENT');
    await officer.goto('/nhiem-vu/lich');
    await officer.getByRole('button', { name: 'Bỏ địa chỉ' }).first().click();
    expect((await stranger.request.get(address)).status()).toBe(404);
    await stranger.close();
    await officer.close();
  });

  const story = { walk, page, all, as };
  await askForTime(story);
  await decideDifficulty(story);
  await tickChecklist(story);
  await writeLetters(story);
  await reportTheResult(story);

  for (const { officer } of all) await officer?.close();
  await boss.close();
}
