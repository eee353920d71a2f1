// Just enough of an Excel file to change one that the program wrote, as an officer would in a spreadsheet.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const SHEET = 'xl/worksheets/sheet1.xml';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const plain = (xml: string) => xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const text = (xml: string) => plain([...xml.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, words]) => words).join(''));

export class Workbook {
  private readonly files: Record<string, Uint8Array>;
  private readonly words: string[];

  constructor(bytes: Uint8Array) {
    this.files = unzipSync(bytes);
    const shared = this.files['xl/sharedStrings.xml'];
    this.words = shared ? [...strFromU8(shared).matchAll(/<si>(.*?)<\/si>/gs)].map(([, item]) => text(item!)) : [];
  }

  private get sheet(): string {
    return strFromU8(this.files[SHEET]!);
  }

  /** The lines of the first sheet, cell by cell. */
  rows(): string[][] {
    return [...this.sheet.matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(([, cells]) => {
      const line: string[] = [];
      for (const [, ref, attributes, inner] of (cells ?? '').matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
        const value = inner?.match(/<v>([^<]*)<\/v>/)?.[1] ?? '';
        line[letters.indexOf(ref!)] = attributes!.includes('t="s"') ? this.words[Number(value)] ?? '' : inner?.includes('<is>') ? text(inner) : value;
      }
      return Array.from(line, (cell) => cell ?? '');
    });
  }

  /** Writes these cells into a line (from 1), in place of what it held there; a line beyond the last is added. */
  set(row: number, cells: Record<string, string>) {
    const found = this.sheet.match(new RegExp(`<row r="${row}"[^>]*?(?:/>|>(.*?)</row>)`, 's'));
    const kept = [...(found?.[1] ?? '').matchAll(/<c r="([A-Z]+)\d+"[^>]*?(?:\/>|>.*?<\/c>)/gs)].map(([xml, ref]) => [ref!, xml] as const);
    const all = new Map(kept);
    for (const [ref, words] of Object.entries(cells)) {
      all.set(ref, `<c r="${ref}${row}" t="inlineStr"><is><t xml:space="preserve">${escape(words)}</t></is></c>`);
    }
    const line = `<row r="${row}">${[...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, xml]) => xml).join('')}</row>`;
    const sheet = found ? this.sheet.replace(found[0], () => line) : this.sheet.replace('</sheetData>', () => `${line}</sheetData>`);
    this.files[SHEET] = strToU8(sheet.replace(/<dimension [^>]*\/>/, ''));
  }

  bytes(): Buffer {
    return Buffer.from(zipSync(this.files));
  }
}
