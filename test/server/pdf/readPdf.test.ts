import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPdf } from '../../../src/server/pdf/readPdf';

/** A PDF of numbered objects. Its table of objects is left out: the reader looks for them itself. */
function pdf(objects: readonly string[], trailer = '/Root 1 0 R'): Uint8Array {
  const bodies = objects.map((body, index) => `${index + 1} 0 obj\n${body}\nendobj\n`);
  return Buffer.from(`%PDF-1.7\n${bodies.join('')}trailer\n<< ${trailer} >>\n%%EOF`, 'latin1');
}

const stream = (content: string, fields = '') =>
  `<< /Length ${content.length} ${fields} >>\nstream\n${content}\nendstream`;
const packed = (content: string, fields = '') =>
  stream(deflateSync(Buffer.from(content, 'latin1')).toString('latin1'), `/Filter /FlateDecode ${fields}`);

const CATALOG = '<< /Type /Catalog /Pages 2 0 R >>';
const PAGES =
  '<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>';
const PAGE = '<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>';
const HELVETICA = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';

/** A page with this content, and objects from number 5 on: its font and what the font needs. */
const page = (content: string, ...objects: string[]) =>
  pdf([CATALOG, PAGES, PAGE, packed(content), ...(objects.length > 0 ? objects : [HELVETICA])]);
const textOf = (bytes: Uint8Array) => {
  const read = readPdf(bytes);
  return 'failure' in read ? read.failure : read.pages.join('\f');
};

describe('readPdf', () => {
  it('reads what a browser printed, page by page', () => {
    const read = readPdf(readFileSync(join(__dirname, 'fixtures/tides.pdf')));
    expect(read).toEqual({
      pages: [
        expect.stringMatching(
          /^Tides of the harbour\n\nHigh water at 07:12 and 19:40, finely flowing “affinity”\./,
        ) as string,
        'Second page\n\nStraße naïve café — done.',
      ],
      pageCount: 2,
    });
    expect('pages' in read && read.pages[0]).toContain('Port Height\nBrest 7.1 m');
  });

  it.each<{ name: string; content: string; text: string; objects?: string[] }>([
    {
      name: 'lines',
      content: "BT /F 12 Tf 14 TL 50 700 Td (One) Tj T* (Two) Tj (Three) ' ET",
      text: 'One\nTwo\nThree',
    },
    {
      name: 'words that are moved apart',
      content: 'BT /F 12 Tf [(High) -300 (wa) 20 (ter)] TJ ET',
      text: 'High water',
    },
    {
      name: 'a paragraph',
      content: 'BT /F 10 Tf 50 700 Td (One) Tj 0 -40 Td (Two) Tj ET',
      text: 'One\n\nTwo',
    },
    {
      name: 'escapes',
      content: String.raw`BT /F 9 Tf (a\(b\)\\ \101\
c (d)) Tj ET`,
      text: 'a(b)\\ Ac (d)',
    },
    { name: 'hexadecimal text', content: 'BT /F 9 Tf <4 8 69 2> Tj ET', text: 'Hi' },
    { name: 'what is no ASCII', content: 'BT /F 9 Tf (caf\xe9 \x80) Tj ET', text: 'café €' },
    {
      name: 'text around an image',
      content: 'BI /W 1 /H 1 ID \x01(x)Tj\x02 EI BT /F 9 Tf (A) Tj ET',
      text: 'A',
    },
    {
      name: 'names of glyphs',
      content: 'BT /F 9 Tf (ABCD) Tj ET',
      text: 'ßéfi•',
      objects: ['<< /Subtype /Type1 /Encoding << /Differences [65 /germandbls /eacute /fi /uni2022] >> >>'],
    },
    {
      name: 'a font with codes of its own',
      content: 'BT /F 9 Tf <000100020003> Tj ET',
      text: '안녕하',
      objects: [
        '<< /Subtype /Type0 /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [<< /DW 1000 /W [1 [900] 2 3 800] >>] >>',
        packed(
          '1 beginbfchar <0001> <C548> endbfchar 1 beginbfrange <0002> <0002> <B155> <0003> <0003> [<D558>] endbfrange',
        ),
      ],
    },
    {
      name: 'forms',
      content: 'BT /F 9 Tf (Before) Tj ET q 1 0 0 1 0 -100 cm /X Do Q',
      text: 'Before\n\nInside',
      objects: [HELVETICA, packed('BT /F 9 Tf (Inside) Tj ET', '/Subtype /Form')],
    },
  ])('reads $name', ({ content, text, objects = [] }) => {
    expect(textOf(page(content, ...objects))).toBe(text);
  });

  it('reads objects that are packed in a stream, and the catalogue of a cross-reference stream', () => {
    const inside = [`2 ${PAGES}`, `3 ${PAGE}`];
    const bodies = inside.map((each) => each.slice(2));
    const header = `2 0 3 ${(bodies[0]?.length ?? 0) + 1} `;
    const objects = packed(`${header}${bodies.join(' ')}`, `/Type /ObjStm /N 2 /First ${header.length}`);
    const bytes = Buffer.from(
      `%PDF-1.7\n1 0 obj ${CATALOG} endobj 4 0 obj ${packed('BT /F 9 Tf (Packed) Tj ET')} endobj 5 0 obj ${HELVETICA} endobj
7 0 obj ${objects} endobj 8 0 obj ${stream('', '/Type /XRef /Root 1 0 R')} endobj`,
      'latin1',
    );
    expect(textOf(bytes)).toBe('Packed');
  });

  it('reads what ASCII85 packs', () => {
    const content = stream("6<#'\\7PQ#@1a$?F+>Ot0/h%Ws~>", '/Filter [/ASCII85Decode]');
    expect(textOf(pdf([CATALOG, PAGES, PAGE, content, HELVETICA]))).not.toBe('failed');
  });

  it('says that a protected file is one, and that one has no pages', () => {
    expect(readPdf(pdf([CATALOG, PAGES, PAGE], '/Root 1 0 R /Encrypt 9 0 R'))).toEqual({
      failure: 'encrypted',
    });
    expect(readPdf(Buffer.from('%PDF-1.7 nothing'))).toEqual({ failure: 'noPages' });
  });

  it.each<{ name: string; bytes: Uint8Array; text: string }>([
    {
      name: 'a tree that leads into itself',
      bytes: pdf([CATALOG, '<< /Kids [2 0 R 2 0 R 3 0 R 3 0 R] >>', PAGE, stream('')]),
      text: '',
    },
    { name: 'references in a ring', bytes: pdf(['2 0 R', '1 0 R']), text: 'noPages' },
    {
      name: 'a form that draws itself',
      bytes: page('/X Do', HELVETICA, packed('BT /F 9 Tf (x) Tj ET /X Do /X Do', '/Subtype /Form')),
      text: expect.any(String) as string,
    },
    { name: 'arrays a million deep', bytes: page('['.repeat(1_000_000)), text: '' },
    { name: 'a text that never ends', bytes: page(`BT /F 9 Tf ${'('.repeat(100_000)}`), text: '' },
    {
      name: 'a stream that unpacks to far more than it is',
      bytes: page(' '.repeat(40 * 1024 * 1024)),
      text: '',
    },
    {
      name: 'a range of codes over everything',
      bytes: page(
        'BT /F 9 Tf (a) Tj ET',
        '<< /Subtype /Type1 /ToUnicode 6 0 R >>',
        packed('<00> <FFFFFFFF> <0041> endbfrange'),
      ),
      text: expect.any(String) as string,
    },
  ])('comes to an end with $name', ({ bytes, text }) => {
    expect(textOf(bytes)).toEqual(text);
  });

  it('comes to an end with any damage', () => {
    const whole = readFileSync(join(__dirname, 'fixtures/tides.pdf'));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 40 }), (changes) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        expect(readPdf(bytes)).toBeDefined();
      }),
      { numRuns: 60 },
    );
  });
});
