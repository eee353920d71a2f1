// Every page of the site by address: those that anybody may see and those of the staff. `*` stands for the first thing
// that the page before it links to.
import type { Page } from '@playwright/test';

/** What anybody may see, one of each kind; `sitemap.xml` names the rest. */
export const PUBLIC = [
  '/', '/su-kien', '/su-kien/*', '/ke-hoach', '/ke-hoach/nhiem-vu/1', '/co-quan', '/co-quan/*', '/co-quan?q=khong-co', '/co-quan?cu=1',
  '/hoat-dong', '/hoat-dong/*', '/tim', '/tim?q=chuyen+doi+so', '/tim?q=khongcogica', '/du-lieu', '/tiep-can', '/nhan-biet',
  '/dang-nhap', '/dang-nhap/mat-khau', '/dang-nhap/da-gui',
];

/** What an administrator sees besides. */
export const STAFF = [
  '/tai-khoan', '/tai-khoan/bao-mat', '/tai-khoan/phien', '/tai-khoan/du-lieu',
  '/quan-tri', '/quan-tri/tai-khoan', '/quan-tri/tai-khoan/*', '/quan-tri/vai-tro', '/quan-tri/nhat-ky', '/quan-tri/hop-thu', '/quan-tri/du-lieu',
  '/quan-tri/loi-moi', '/quan-tri/loi-moi/moi', '/quan-tri/loi-moi/tep',
  '/ke-hoach/duyet', '/ke-hoach/duyet/*', '/ke-hoach/duyet/*/xem-thu', '/ke-hoach/can-xac-nhan',
  '/ke-hoach/chien-dich', '/ke-hoach/chien-dich/*', '/ke-hoach/chien-dich/*/chang/*',
  '/su-kien/soan', '/su-kien/soan/moi', '/su-kien/soan/*',
  '/co-quan/quan-ly', '/co-quan/moi', '/co-quan/nhap', '/co-quan/*/sua', '/co-quan/*/doi-ten', '/co-quan/*/ket-thuc', '/co-quan/*/gop',
];

/** Names below a list that are pages of their own, not things of the list. */
const OWN = ['soan', 'quan-ly', 'moi', 'nhap', 'xuat', 'tep', 'loi-moi', 'duyet', 'chien-dich'];

/** The address with each `*` filled in; nothing where there is no such thing yet. */
export async function resolve(page: Page, path: string): Promise<string | undefined> {
  const star = path.indexOf('/*');
  if (star < 0) return path;
  const list = path.slice(0, star);
  const answer = await page.goto(list);
  if (answer?.status() === 404) await page.goto(list.slice(0, list.lastIndexOf('/')));
  const links = await page.locator('main a').evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).pathname));
  const first = links.find((link) => {
    const name = link.startsWith(`${list}/`) ? link.slice(list.length + 1) : '';
    return name !== '' && !name.includes('/') && !OWN.includes(name);
  });
  return first ? resolve(page, first + path.slice(star + 2)) : undefined;
}
