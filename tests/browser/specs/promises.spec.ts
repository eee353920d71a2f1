// What the site promises to cheap phones, search machines and other programs: few bytes, nobody else asked, a preview
// picture, a map, feeds and a calendar that machines can read.
import type { Page } from '@playwright/test';
import { expect, listen, siteUrl, test } from '../support/site';

const KILOBYTES = 60;

/** Bytes on the wire of a first visit by kind, fonts apart. */
async function weigh(page: Page, path: string): Promise<{ total: number; fonts: number; parts: string[] }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const kinds = new Map<string, { url: string; kind: string }>();
  const parts: { kind: string; url: string; bytes: number }[] = [];
  session.on('Network.responseReceived', ({ requestId, response, type }) => kinds.set(requestId, { url: response.url, kind: type }));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const of = kinds.get(requestId);
    if (of) parts.push({ ...of, bytes: encodedDataLength });
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForLoadState('networkidle');
  const sum = (list: typeof parts) => list.reduce((all, one) => all + one.bytes, 0);
  const fonts = parts.filter((one) => one.kind === 'Font');
  const words = parts.map((one) => `${(one.bytes / 1024).toFixed(1)} KB ${one.url.replace(siteUrl(), '')}`);
  return { total: sum(parts) - sum(fonts), fonts: sum(fonts), parts: words };
}

for (const path of ['/', '/su-kien', '/hoat-dong']) {
  for (const width of [390, 1440]) {
    test(`${path} at ${width} weighs less than ${KILOBYTES} KB`, async ({ page }, info) => {
      await page.setViewportSize({ width, height: 900 });
      const complaints = listen(page);
      const { total, fonts, parts } = await weigh(page, path);
      const figure = `${path} at ${width}: ${(total / 1024).toFixed(1)} KB without fonts (${(fonts / 1024).toFixed(1)} KB)`;
      console.log(figure);
      info.annotations.push({ type: 'size', description: `${figure}\n${parts.join('\n')}` });
      expect(total).toBeGreaterThan(1024);
      expect(total, parts.join('\n')).toBeLessThan(KILOBYTES * 1024);
      expect(complaints).toEqual([]);
    });
  }
}

test('a shared link shows a PNG of the stated size', async ({ page }) => {
  for (const path of ['/', '/su-kien', '/ke-hoach', '/hoat-dong']) {
    await page.goto(path);
    const meta = (name: string) => page.locator(`meta[property="${name}"]`).getAttribute('content');
    for (const name of ['og:title', 'og:description', 'og:url', 'og:type']) expect(await meta(name), `${path} ${name}`).toBeTruthy();
    expect(await meta('og:image:type')).toBe('image/png');
    const picture = new URL((await meta('og:image'))!);
    const answer = await page.request.get(picture.pathname + picture.search);
    expect(answer.headers()['content-type']).toBe('image/png');
    const bytes = await answer.body();
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)].map(String)).toEqual([await meta('og:image:width'), await meta('og:image:height')]);
  }
});

/** Parses XML as a browser does and asks it something. */
async function xml<T>(page: Page, path: string, ask: (text: string) => T): Promise<T> {
  const answer = await page.request.get(path);
  expect(answer.status(), path).toBe(200);
  expect(answer.headers()['content-type'], path).toContain('xml');
  return page.evaluate(ask, await answer.text());
}

test('sitemap, robots, news and calendar are what machines expect', async ({ page }) => {
  await page.goto('/');
  const map = await xml(page, '/sitemap.xml', (text) => {
    const read = new DOMParser().parseFromString(text, 'application/xml');
    return { broken: read.querySelector('parsererror')?.textContent, root: read.documentElement.namespaceURI, places: [...read.querySelectorAll('loc')].map((one) => one.textContent!) };
  });
  expect(map.broken).toBeUndefined();
  expect(map.root).toBe('http://www.sitemaps.org/schemas/sitemap/0.9');
  expect(map.places.every((place) => /^https?:\/\/[^/]+\//.test(place) && !/^\/(quan-tri|tai-khoan)/.test(new URL(place).pathname))).toBe(true);

  const robots = await (await page.request.get('/robots.txt')).text();
  const named = robots.match(/^Sitemap: (\S+)$/m)?.[1];
  expect(named).toBeTruthy();
  expect((await page.request.get(new URL(named!).pathname)).status()).toBe(200);

  const news = await xml(page, '/tin.rss', (text) => {
    const read = new DOMParser().parseFromString(text, 'application/xml');
    const items = [...read.querySelectorAll('item')].map((item) => ['title', 'link', 'guid', 'pubDate'].map((tag) => item.querySelector(tag)?.textContent ?? ''));
    return { broken: read.querySelector('parsererror')?.textContent, version: read.documentElement.getAttribute('version'), items };
  });
  expect(news.broken).toBeUndefined();
  expect(news.version).toBe('2.0');
  expect(news.items.length).toBeGreaterThan(0);
  for (const item of news.items) expect(item.every((part) => part !== '') && !Number.isNaN(Date.parse(item[3]!)), item.join(' | ')).toBe(true);

  const calendar = await (await page.request.get('/lich.ics')).text();
  expect(calendar.startsWith('BEGIN:VCALENDAR\r\n') && calendar.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(calendar.match(/BEGIN:VEVENT/g)?.length).toBe(calendar.match(/\r\nUID:/g)?.length);
  for (const line of calendar.split('\r\n')) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);

  const manifest = await (await page.request.get('/manifest.webmanifest')).json();
  for (const icon of manifest.icons) expect((await page.request.get(icon.src)).headers()['content-type']).toBe(icon.type ?? 'image/png');
});
