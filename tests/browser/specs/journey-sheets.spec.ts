// Agencies and officers as spreadsheets: taken from the program, changed by hand, read back, looked at, applied.
import { readFileSync } from 'node:fs';
import { type Page, expect, test } from '@playwright/test';
import { ownServer } from '../support/own';
import { EXCEL } from '../support/staff';
import { Workbook } from '../support/xlsx';

test.describe.configure({ mode: 'serial' });
const own = ownServer();
let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await (await own.context(browser, { storageState: own.admin })).newPage();
});
test.afterAll(async () => page.context().close());

async function download(from: string, link: RegExp): Promise<Workbook> {
  await page.goto(from);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).first().click()]);
  expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
  return new Workbook(readFileSync((await file.path())!));
}

async function choose(name: string, buffer: Buffer) {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: EXCEL, buffer });
}

test('agencies: what changed is shown before it is written', async () => {
  const book = await download('/co-quan/quan-ly', /Xuất bảng tính/);
  const rows = book.rows();
  expect(rows[0]!.slice(0, 3)).toEqual(['Tên', 'Loại', 'Tên khác']);
  const science = rows.findIndex(([name]) => name === 'Sở Khoa học và Công nghệ');
  expect(science).toBeGreaterThan(0);
  book.set(science + 1, { H: '0251 382 2233', J: 'Số 5 đường Bến Trăng' });
  book.set(rows.length + 1, { A: 'Trạm Quan trắc Thủy triều', B: rows[science]![1]!, J: 'Mũi Sao' });

  await page.goto('/co-quan/nhap');
  await choose('co-quan.xlsx', book.bytes());
  await page.getByRole('button', { name: 'Đọc thử' }).click();
  const preview = page.locator('table').first();
  await expect(preview.locator('tbody tr')).toHaveCount(2);
  await expect(preview).toContainText('Trạm Quan trắc Thủy triều');
  await expect(preview).toContainText('Số 5 đường Bến Trăng');
  const before = await page.context().request.get('/co-quan?q=thuy+trieu');
  expect(await before.text()).not.toContain('Trạm Quan trắc Thủy triều</a>');

  await page.locator('form[action="/co-quan/nhap/ghi"] button[type=submit]').click();
  await page.goto('/co-quan?q=thuy+trieu');
  await page.getByRole('link', { name: 'Trạm Quan trắc Thủy triều' }).click();
  await expect(page.locator('main')).toContainText('Mũi Sao');
  await page.goto('/co-quan?q=khoa+hoc');
  await page.locator('main').getByRole('link', { name: 'Sở Khoa học và Công nghệ', exact: true }).click();
  await expect(page.locator('main')).toContainText('Số 5 đường Bến Trăng');
});

test('agencies: a faulty file names its lines and writes nothing', async () => {
  const book = await download('/co-quan/quan-ly', /Xuất bảng tính/);
  book.set(2, { E: '31/02/2024' });
  await page.goto('/co-quan/nhap');
  await choose('co-quan.xlsx', book.bytes());
  await page.getByRole('button', { name: 'Đọc thử' }).click();
  await expect(page.locator('table').first()).toContainText('Hiệu lực từ');
  await expect(page.locator('form[action="/co-quan/nhap/ghi"]')).toHaveCount(0);
});

test('officers: a list is read, mended on the page, and becomes invitations to print', async () => {
  const book = await download('/quan-tri/loi-moi/tep', /tệp mẫu|mẫu/i);
  const rows = book.rows();
  expect(rows[0]).toEqual(['Họ và tên', 'Chức vụ', 'Cơ quan', 'E-mail', 'Điện thoại', 'Vai trò']);
  const officer = rows[1]![5]!;
  book.set(2, { A: 'Lê Thị Bến', B: 'Chuyên viên', C: 'Sở Công Thương', D: '', E: '0912345671', F: officer });
  book.set(3, { A: 'Phan Văn Sào', B: 'Phó phòng', C: 'Sở Không Có', D: '', E: '0912345672', F: officer });
  for (let extra = 4; extra <= rows.length; extra++) book.set(extra, { A: '', B: '', C: '', D: '', E: '', F: '' });

  await page.goto('/quan-tri/loi-moi/tep');
  await choose('can-bo.xlsx', book.bytes());
  await page.getByRole('button', { name: 'Đọc tệp và xem trước' }).click();
  await expect(page.locator('.people-line')).toHaveCount(2);
  const wrong = page.locator('.people-line.wrong');
  await expect(wrong).toHaveCount(1);
  await expect(wrong).toContainText('Sở Không Có');
  await wrong.locator('input[list]').fill('Sở Tài chính');
  await page.locator('[name=kenh]').last().check();
  await page.getByRole('button', { name: 'Gửi lời mời cho danh sách này' }).click();
  await expect(page.locator('.people-invite')).toHaveCount(2);
  await expect(page.locator('.people-invite').nth(1)).toContainText('Phan Văn Sào');
  await expect(page.locator('.people-invite svg').first()).toBeVisible();

  await page.goto('/quan-tri/loi-moi');
  await expect(page.locator('tbody tr')).toHaveCount(2);
});
