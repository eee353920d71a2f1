// Once per run: starts the server, signs the first administrator in by the printed link, keeps that session, and leaves
// a plan under review and an invitation, so that no list is empty.
import { chromium } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { browser } from './browser';
import { planText, wordFile } from './plan';
import { startServer } from './server';
import { ADMIN_STATE } from './site';
import { enterAsFirst, inviteByLink, uploadPlan } from './staff';

export default async function globalSetup() {
  const server = await startServer({ plan: process.env.NHIPSO_PLAN, today: process.env.NHIPSO_TODAY });
  process.env.NHIPSO_URL = server.url;
  try {
    await signIn(server.url, server.adminLink);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return () => server.stop();
}

async function signIn(url: string, link: string) {
  const chrome = await chromium.launch(browser.launchOptions);
  const context = await chrome.newContext({ baseURL: url, locale: browser.locale });
  const page = await context.newPage();
  await enterAsFirst(page, link);
  if (!(await context.cookies()).some((cookie) => cookie.httpOnly && cookie.name === 'nhipso')) {
    throw new Error(`the one-time link ${link} signed nobody in; the page says:\n${await page.locator('body').innerText()}`);
  }
  mkdirSync(dirname(ADMIN_STATE), { recursive: true });
  await context.storageState({ path: ADMIN_STATE });
  await uploadPlan(page, 'ke-hoach-cho-duyet.docx', wordFile(planText({ number: 30, town: 'Sông Lặng', year: 2030 })));
  await inviteByLink(page, { name: 'Đinh Văn Chờ', email: 'cho@example.vn', role: 'Cơ quan điều phối' });
  await chrome.close();
}
