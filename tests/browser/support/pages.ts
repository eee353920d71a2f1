// Every page of the site by address: those that anybody may see and those of the staff. `*` stands for the first thing
// that the page before it links to.
import type { Page } from '@playwright/test';

/** What anybody may see, one of each kind; `sitemap.xml` names the rest. */
export const PUBLIC = [
  '/bai-hoc', '/bai-hoc/*', '/bai-hoc/kiem-tra', '/dau-truong',
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
  '/nhiem-vu', '/nhiem-vu/*', '/nhiem-vu/bang', '/nhiem-vu/bang?o=in_term', '/nhiem-vu/lanh-dao', '/nhiem-vu/tien-do', '/nhiem-vu/lich',
  '/nhiem-vu/so-sanh', '/nhiem-vu/vuong-mac', '/nhiem-vu/vuong-mac/cai-dat', '/nhiem-vu/gia-han', '/nhiem-vu/san-sang', '/nhiem-vu/san-sang/*',
  '/nhiem-vu/mau-kiem-tra', '/nhiem-vu/mau-kiem-tra/*', '/nhiem-vu/nhac', '/nhiem-vu/nhac/cai-dat', '/nhiem-vu/nhac/cua-toi', '/nhiem-vu/nhac/so',
  '/van-ban', '/van-ban/moi', '/van-ban/dau', '/van-ban/dau/*', '/van-ban/mau', '/van-ban/mau/*',
  '/bao-cao', '/bao-cao/tuan', '/bao-cao/don-doc',
  '/dau-truong/van', '/dau-truong/van/moi', '/dau-truong/bo-cau-hoi', '/dau-truong/bo-cau-hoi/*', '/dau-truong/bo-cau-hoi/moi',
  '/dau-truong/y-kien', '/dau-truong/y-kien/moi', '/bai-hoc/soan', '/bai-hoc/soan/*', '/bai-hoc/soan/moi',
];

/** Big screens that need no game of their own. */
export const STAGES = ['/nhiem-vu/san-sang/*/man-hinh'];

/** Names below a list that are pages of their own, not things of the list. */
const OWN = ['bang', 'lanh-dao', 'tien-do', 'lich', 'so-sanh', 'vuong-mac', 'gia-han', 'san-sang', 'mau-kiem-tra', 'nhac', 'kiem-tra', 'chung-nhan', 'mau', 'dau',
  'tuan', 'don-doc', 'cai-dat', 'so', 'cua-toi', 'van', 'vao', 'y-kien', 'bo-cau-hoi', 'bao-cao', 'soan', 'quan-ly', 'moi', 'nhap', 'xuat', 'tep', 'loi-moi', 'duyet', 'chien-dich'];

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
