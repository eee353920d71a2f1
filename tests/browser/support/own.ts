// A server of its own for a spec that changes what others look at.
import { type Browser, type BrowserContext, type BrowserContextOptions, test } from '@playwright/test';
import { startServer, type Server } from './server';
import { enterAsFirst } from './staff';

export interface Own {
  /** Its address; set once the tests run. */
  url: string;
  /** The administrator's session, for `context`. */
  admin: Awaited<ReturnType<BrowserContext['storageState']>>;
  /** Somebody's browser: nobody's by default, `{ storageState: own.admin }` the administrator's. */
  context(browser: Browser, options?: BrowserContextOptions): Promise<BrowserContext>;
}

/** Starts a server before the file's tests and stops it after them; the administrator has entered. */
export function ownServer(options: { plan?: string | string[]; today?: string } = {}): Own {
  let server: Server | undefined;
  const own: Own = {
    url: '',
    admin: { cookies: [], origins: [] },
    context: (browser, more = {}) => browser.newContext({ baseURL: own.url, locale: 'vi-VN', ...more }),
  };
  test.beforeAll(async ({ browser }) => {
    server = await startServer(options);
    own.url = server.url;
    const context = await own.context(browser);
    await enterAsFirst(await context.newPage(), server.adminLink);
    own.admin = await context.storageState();
    await context.close();
  });
  test.afterAll(async () => server?.stop());
  return own;
}
