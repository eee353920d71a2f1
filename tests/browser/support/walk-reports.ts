// Chapters of the walk: the weekly table and letters to agencies; the result report, frozen and issued as a paper with its files.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Locator, type Page, expect, test } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { type Story, fits, look } from './walk-shared';

const close = (text: string) => text.replace(/\s+/g, '');

/** The bytes behind a link of the page, as the browser's session gets them. */
async function bytes(page: Page, href: string): Promise<Buffer> {
  const answer = await page.request.get(href);
  expect(answer.status(), href).toBe(200);
  return answer.body();
}

/** Words of a PDF file without the space between them. */
function pdfWords(file: Buffer): string {
  expect(file.subarray(0, 5).toString()).toBe('%PDF-');
  const path = join(mkdtempSync(join(tmpdir(), 'nhipso-pdf-')), 'a.pdf');
  writeFileSync(path, file);
  return close(execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }));
}

/** Words of a Word file without the space between them. */
function wordWords(file: Buffer): string {
  const xml = strFromU8(unzipSync(file)['word/document.xml']!);
  return close(xml.replace(/<[^>]*>/g, '').replaceAll('&amp;', '&').replaceAll('&quot;', '"'));
}

export async function writeLetters({ walk, page }: Story) {
  await test.step('the week is summed up and the slow ones get letters', async () => {
    await page.goto('/bao-cao/tuan');
    await fits(page);
    await look(walk, page, '24-tong-hop-tuan');
    const total = (await page.locator('.reports-sheet table').first().locator('tbody tr').last().innerText()).trim();
    expect(total).toMatch(/^\s*Tổng số\s+\d+/);
    const book = await bytes(page, (await page.getByRole('link', { name: 'XLSX' }).getAttribute('href'))!);
    expect(book.length).toBeGreaterThan(2000);

    await page.goto('/bao-cao/don-doc');
    const letters = page.locator('form.reports-letters');
    const who = letters.locator('[name=co-quan]');
    for (const one of await who.all()) await one.uncheck();
    for (const at of [0, 1]) await who.nth(at).check();
    await chooseIssuer(letters.locator('[name=ban-hanh]'));
    await fits(page);
    await look(walk, page, '25-don-doc');
    await letters.getByRole('button', { name: 'Lập công văn cho các cơ quan đã chọn' }).click();
    await expect(page).toHaveURL(/\/van-ban\?dot=/);
    await expect(page.locator('tbody tr')).toHaveCount(2);
    await look(walk, page, '26-dot-cong-van');
    const pdf = pdfWords(await bytes(page, (await page.locator('a[href$="/pdf"]').first().getAttribute('href'))!));
    expect(pdf).toContain(close('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'));
  });
}

/** Keeps the issuer that the page proposes; where the plan names no organiser that the directory knows, the first one. */
async function chooseIssuer(select: Locator) {
  if (!(await select.inputValue())) await select.selectOption({ index: 1 });
}

export async function reportTheResult({ walk, page }: Story) {
  let sentence = '';
  await test.step('the result report is made from the figures and frozen', async () => {
    await page.goto('/bao-cao/moi');
    await chooseIssuer(page.locator('select[name=co-quan]'));
    await page.locator('main').getByRole('button', { name: 'Lập báo cáo' }).click();
    await expect(page).toHaveURL(/\/bao-cao\/[0-9a-f-]{36}/);
    sentence = (await page.locator('.reports-sheet').innerText()).match(/Trong tổng số \d+ nhiệm vụ có [^;]*;/)?.[0] ?? '';
    expect(sentence, 'part II begins with the figures').toContain('hoàn thành');
    await expect(page.locator('.reports-sheet')).toContainText('Mức độ sẵn sàng của các cụm, chặng');
    await expect(page.locator('.reports-sheet')).toContainText('đã trả lời 02');
    await fits(page);
    await look(walk, page, '27-bao-cao-ket-qua');
    await page.locator('form[action$="/chot"] [name=ten]').fill('Trình lãnh đạo lần 1');
    await page.getByRole('button', { name: 'Chốt bản' }).click();
    await expect(page).toHaveURL(/\/ban\/1$/);
  });

  await test.step('it is issued as a paper whose files say the same figures', async () => {
    await page.getByRole('button', { name: 'Đưa bản 1 vào văn bản' }).click();
    await expect(page).toHaveURL(/\/van-ban\/[0-9a-f-]{36}/);
    await fits(page);
    await look(walk, page, '28-van-ban-bao-cao');
    await page.getByRole('button', { name: /^Phát hành/ }).click();
    // With blanks left the page asks once more.
    const asked = page.getByRole('button', { name: 'Vẫn phát hành' });
    const issued = page.getByText('Đã phát hành, chờ số và bản ký').first();
    await expect(asked.or(issued).first()).toBeVisible();
    if (await asked.isVisible()) await asked.click();
    await expect(page.getByText('Đã phát hành, chờ số và bản ký').first()).toBeVisible();
    await look(walk, page, '29-da-phat-hanh');
    const own = new URL(page.url()).pathname;
    const pdf = pdfWords(await bytes(page, `${own}/ban/1/pdf`));
    const word = wordWords(await bytes(page, `${own}/ban/1/docx`));
    for (const [name, words] of Object.entries({ pdf, word })) {
      expect(words, name).toContain(close(sentence));
      expect(words, name).toContain(close('Mức độ sẵn sàng của các cụm, chặng'));
    }
  });
}
