// What the staff does in several specs: upload a plan, invite a person.
import { type Page, expect } from '@playwright/test';

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
