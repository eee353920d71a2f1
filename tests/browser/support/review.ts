// The review screen as an officer uses it; every step works with and without JavaScript.
import { type Locator, type Page, expect } from '@playwright/test';

/** The card of the duty whose words begin like this. */
export function card(page: Page, words: string): Locator {
  return page.locator('article.plan-card', { has: page.locator('h3', { hasText: words }) }).first();
}

/** Opens the edit form of a duty. */
export async function openEdit(page: Page, words: string): Promise<Locator> {
  await card(page, words).locator('h3 a').click();
  await card(page, words).getByRole('link', { name: /^Sửa/ }).click();
  const form = page.locator('form.plan-edit[action*="/nhiem-vu/"]').first();
  await form.waitFor();
  return form;
}

/** Saves an edit form. */
export async function save(form: Locator) {
  await form.getByRole('button', { name: 'Lưu' }).click();
}

/** Splits a duty into these parts. */
export async function split(page: Page, words: string, parts: string[]) {
  await card(page, words).locator('h3 a').click();
  await card(page, words).getByRole('link', { name: /^Tách/ }).click();
  const form = page.locator('form.plan-edit[action$="/tach"]');
  await form.locator('[name=parts]').fill(parts.join('\n'));
  await form.getByRole('button', { name: 'Tách' }).click();
  for (const part of parts) await expect(card(page, part)).toBeVisible();
}

/** Joins a duty to the one before it. */
export async function merge(page: Page, words: string) {
  await card(page, words).locator('h3 a').click();
  await card(page, words).getByRole('button', { name: 'Gộp với mục trước' }).click();
}

/** Adds a duty that the reader missed, led by `lead`. */
export async function add(page: Page, text: string, lead: string) {
  await page.locator('#them > summary').click();
  const form = page.locator('#them form');
  await form.locator('[name=text]').fill(text);
  await form.locator('[name=lead]').fill(lead);
  await form.getByRole('button', { name: 'Thêm' }).click();
  await expect(card(page, text)).toBeVisible();
}

/** Says yes to everything that waits for a person, names first. */
export async function settle(page: Page) {
  const here = new URL(page.url()).pathname;
  const names = page.locator('article.name-card.waits');
  for (let left = await names.count(); left > 0; left = await names.count()) {
    const form = names.first().locator('form');
    await names.first().locator('summary').click();
    await form.locator('[name=as][value=words]').check();
    await form.getByRole('button', { name: 'Lưu' }).click();
    await expect(names).toHaveCount(left - 1);
  }
  const open = page.locator('article.plan-card[data-key-open]');
  for (let left = await open.count(); left > 0; left = await open.count()) {
    await page.goto(`${here}#${await open.first().getAttribute('id')}`);
    await open.first().getByRole('button', { name: /^Đúng rồi/ }).click();
    await expect(open).toHaveCount(left - 1);
  }
}

/** Publishes what is under review; says that what the reader was not sure of was seen, where that is asked. */
export async function publish(page: Page) {
  await page.locator('.foot-bar').getByRole('button', { name: 'Ban hành' }).click();
  await page.waitForLoadState();
  const asked = page.locator('#chua-xem');
  if (await asked.count()) await asked.getByRole('button', { name: 'Đã xem, cứ ban hành' }).click();
  await expect(page).toHaveURL(/\/ke-hoach\?nam=/);
}
