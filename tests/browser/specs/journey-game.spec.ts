// A whole game in the browser: the host makes it and presses, the hall's big screen shows it, two phones come in by PIN and by
// link, answer, see their result and the winners. On the way axe looks at every page in every phase.
import { type Browser, type Page } from '@playwright/test';
import { axeClean, expect, listen, noSidewaysScroll, siteUrl, test } from '../support/site';

const PHONE = { width: 390, height: 844 };
const SCREEN = { width: 1920, height: 1080 };
const SET = 'Nhận diện lừa đảo trực tuyến';

async function open(browser: Browser, viewport: { width: number; height: number }, colorScheme: 'light' | 'dark', locale = 'vi-VN'): Promise<Page> {
  const context = await browser.newContext({ baseURL: siteUrl(), viewport, colorScheme, locale, reducedMotion: 'reduce' });
  return context.newPage();
}

/** Makes a game with two halls; the host's page stands at its desk then. */
async function make(host: Page, title: string) {
  await host.goto('/dau-truong/van/moi');
  await host.locator('[name=title]').fill(title);
  const set = host.locator('select[name=set] option', { hasText: SET });
  await host.locator('select[name=set]').selectOption((await set.getAttribute('value'))!);
  await host.locator('[name=read]').fill('1');
  await host.locator('[name=seconds]').fill('120');
  await host.locator('[name=teams]').fill('Trảng Bom\nĐịnh Quán');
  await host.getByRole('button', { name: 'Tạo ván và mở cửa' }).click();
  await expect(host).toHaveURL(/\/dieu-khien$/);
}

/** Says who one is and enters. */
async function enter(phone: Page, name: string, team: string) {
  await phone.locator('[name=name]').fill(name);
  await phone.getByRole('radio', { name: team }).check();
  await axeClean(phone, 'the door');
  await phone.getByRole('button', { name: 'Vào chơi' }).click();
  await expect(phone.getByRole('heading', { name: /Bạn đã vào!|You are in/ })).toBeVisible();
  await expect(phone.locator('#doi')).toHaveText(team);
}

const press = (host: Page, name: string) => host.getByRole('button', { name, exact: true }).click();

test('a game from the door to the podium, with host, big screen and two phones', async ({ asAdmin: host, browser }) => {
  test.setTimeout(180_000);
  await make(host, 'Đấu trường số, vòng huyện');
  const complaints = listen(host);
  const pin = (await host.locator('.num').first().innerText()).replace(/\s/g, '');
  const link = (await host.getByRole('link', { name: 'Mở màn hình lớn' }).getAttribute('href'))!;

  const stage = await open(browser, SCREEN, 'dark');
  const hong = await open(browser, PHONE, 'light');
  const an = await open(browser, PHONE, 'dark');
  await stage.goto(link);
  await expect(stage.locator('[data-phase=lobby]')).toContainText('Đấu trường số, vòng huyện');
  const heard = [complaints, ...[stage, hong, an].map(listen)];
  const pages: [string, Page][] = [['host', host], ['stage', stage], ['phone, light', hong], ['phone, dark', an]];
  /** All pages keep their promises in this phase. */
  const kept = async (phase: string) => {
    for (const [who, page] of pages) {
      await axeClean(page, `${who}: ${phase}`);
      await noSidewaysScroll(page);
    }
  };

  await hong.goto('/dau-truong');
  await hong.locator('[name=pin]').fill(pin);
  await hong.getByRole('button', { name: 'Vào chơi' }).click();
  await enter(hong, 'Hồng Hạnh', 'Định Quán');
  await an.goto(`/dau-truong/vao/${pin}?doi=0`);
  await expect(an.getByRole('radio', { name: 'Trảng Bom' })).toBeChecked();
  await enter(an, 'Lê An', 'Trảng Bom');
  await expect(stage.locator('#dem')).toContainText(/Đã vào\s*2/);
  await expect(host.locator('#dem')).toContainText(/Đã vào\s*2/);
  await kept('lobby');

  await press(host, 'Bắt đầu');
  await expect(stage.locator('[data-phase=read], [data-phase=open]')).toBeVisible({ timeout: 15_000 });
  await expect(hong.locator('.dt-tile').first()).toBeEnabled({ timeout: 15_000 });
  await expect(stage.locator('[data-phase=open]')).toContainText('xưng công an');
  await kept('open');
  await hong.getByRole('button', { name: /Dập máy/ }).click();
  await expect(hong.locator('.dt-tile.sent')).toContainText('Đã ghi câu trả lời');
  await expect(stage.locator('#dem')).toContainText(/1\s*\/ 2/);
  await kept('one has answered');
  await an.getByRole('button', { name: /Giữ máy/ }).click();

  // Everybody has answered: it closes by itself.
  await expect(host.getByRole('button', { name: 'Hiện đáp án' })).toBeVisible();
  await expect(stage.locator('[data-phase=closed]')).toBeVisible();
  await kept('closed');
  await press(host, 'Hiện đáp án');
  await expect(hong.locator('.dt-res.yes')).toContainText('Đúng rồi!');
  await expect(an.locator('.dt-res.no')).toContainText('Chưa đúng');
  await expect(stage.locator('[data-phase=revealed] .yes')).toContainText('Dập máy');
  await kept('revealed');

  await press(host, 'Bảng xếp hạng');
  await expect(stage.locator('[data-phase=board]')).toContainText('Hồng Hạnh');
  await expect(hong.locator('.dt-top')).toContainText('Hồng Hạnh');
  // Who has no points yet has no place.
  await expect(stage.locator('[data-phase=board]')).not.toContainText('Lê An');
  await kept('board');

  // A right-or-wrong question in the reader's language, on a phone that comes back in English.
  await press(host, 'Câu tiếp theo');
  await hong.context().addCookies([{ name: 'lang', value: 'en', url: siteUrl() }]);
  await hong.reload();
  await expect(hong.locator('.dt-tile')).toHaveText([/True$/, /False$/], { timeout: 15_000 });
  await expect(hong.locator('.dt-tile').first()).toBeEnabled({ timeout: 15_000 });
  await hong.locator('.dt-tile').nth(1).click();
  await press(host, 'Đóng trả lời ngay');
  await press(host, 'Hiện đáp án');
  await expect(hong.locator('.dt-res')).toBeVisible();
  await expect(hong.locator('main')).toContainText('False');
  await hong.context().clearCookies({ name: 'lang' });
  await hong.reload();

  // It is asked for once more before the rest of the questions is given up.
  await host.getByRole('link', { name: 'Kết thúc sớm, vinh danh' }).click();
  await expect(host.locator('main')).toContainText('không quay lại được');
  await axeClean(host, 'host: sure');
  await press(host, 'Kết thúc sớm, vinh danh');
  await expect(stage.locator('[data-phase=podium] .first')).toContainText('Định Quán');
  await expect(stage.locator('[data-phase=podium]')).toContainText('2 câu, 2 người đã chơi');
  await expect(hong.getByRole('heading', { name: 'Vinh danh người thắng' })).toBeVisible();
  await kept('podium');
  await press(host, 'Kết thúc ván');
  await expect(an.getByRole('link', { name: 'Kết quả' })).toBeVisible();
  await kept('ended');
  expect(heard.flat()).toEqual([]);
  for (const page of [stage, hong, an]) await page.context().close();
});

test('the host sends somebody out and lets them in again', async ({ asAdmin: host, browser }) => {
  await make(host, 'Ván thử mời ra');
  const desk = new URL(host.url()).pathname;
  const phone = await open(browser, PHONE, 'light');
  await phone.goto(desk.replace('dieu-khien', 'vao'));
  await enter(phone, 'Vào Nhầm', 'Trảng Bom');
  await host.goto(desk.replace('dieu-khien', 'nguoi-choi'));
  await expect(host.locator('tbody')).toContainText('Trảng Bom');
  await axeClean(host, 'the players');
  await host.getByRole('button', { name: 'Mời ra Vào Nhầm' }).click();
  await expect(phone.getByRole('heading', { name: 'Người dẫn đã mời bạn ra khỏi ván' })).toBeVisible();
  await host.getByRole('button', { name: 'Cho lại Vào Nhầm' }).click();
  await expect(phone.getByRole('heading', { name: 'Bạn đã vào!' })).toBeVisible();
  await phone.context().close();
});
