// What the staff does in several specs: enter for the first time, upload a plan, invite a person.
import { type Page, expect } from '@playwright/test';
import { sixDigits } from './totp';

export const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Uploads a plan and gives the address of its review screen. */
export async function uploadPlan(page: Page, name: string, bytes: Buffer, mimeType = WORD): Promise<string> {
  await page.goto('/ke-hoach/duyet');
  await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer: bytes });
  await page.getByRole('button', { name: 'Tải lên và đọc' }).click();
  await expect(page).toHaveURL(/\/ke-hoach\/duyet\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

export const PASSWORD = 'mười bốn chữ sông trầm';

export interface Invited {
  name: string;
  phone?: string;
  email?: string;
  role: string;
  agency?: string;
}

/** Invites somebody by a one-time link and gives the link's path. */
export async function inviteByLink(page: Page, person: Invited): Promise<string> {
  await page.goto('/quan-tri/loi-moi/moi');
  await page.locator('[name=ten]').fill(person.name);
  if (person.email) await page.locator('[name=email]').fill(person.email);
  if (person.phone) await page.locator('[name=dien-thoai]').fill(person.phone);
  await page.getByRole('radio', { name: person.role, exact: true }).check();
  if (person.agency) await page.locator('select[name=co-quan]').selectOption({ label: person.agency });
  await page.locator('[name=kenh][value=link]').check();
  await page.getByRole('button', { name: 'Tạo lời mời' }).click();
  const link = await page.locator('.people-link code').first().innerText();
  return new URL(link).pathname;
}

/** The first administrator enters by the printed link: says who she is and sets up the second factor. */
export async function enterAsFirst(page: Page, link: string) {
  await page.goto(link);
  await page.locator('input[name=ten]').fill('Trần Thị Quản Trị');
  await page.locator('input[name=email]').fill('quan-tri@example.vn');
  await page.locator('[name=mat-khau]').fill(PASSWORD);
  await page.locator('[name=mat-khau-2]').fill(PASSWORD);
  await page.locator('main form button[type=submit]').first().click();
  const letters = page.locator('input[name=khoa]');
  await letters.waitFor({ state: 'attached', timeout: 15_000 });
  await page.locator('input[name=ma]').fill(sixDigits(await letters.inputValue()));
  await page.locator('main form button[type=submit]').first().click();
  await page.locator('main ol code').first().waitFor();
}

/** Accepts an invitation that has no e-mail address: the telephone number and a password. */
export async function acceptInvitation(page: Page, path: string) {
  await page.goto(path);
  await page.locator('[name=mat-khau]').fill(PASSWORD);
  await page.locator('[name=mat-khau-2]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Nhận tài khoản' }).click();
}

/** Signs in with telephone number or address and password; a second factor may be asked for then. */
export async function signInWithPassword(page: Page, login: string) {
  await page.goto('/dang-nhap/mat-khau');
  await page.locator('[name=email]').fill(login);
  await page.locator('[name=mat-khau]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
}
