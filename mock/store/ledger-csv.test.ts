import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transaction } from '../schemas/session-types.js';
import { createLedger } from './ledger.js';
import { csvOf } from './ledger-csv.js';

describe('a ledger of more than it keeps', () => {
  const ledger = createLedger();
  for (let count = 0; count < 120_500; count += 1)
    ledger.add({
      trxNo: String(10_877 + count),
      refNumber: `ref ${count}`,
      tenantCode: 'AIT',
      loginId: 'AIT',
      at: '2022-04-14T03:56:41.000Z',
      scenario: 'success',
      charged: count % 2 === 0,
    });

  it('keeps the last 100 000 transactions', () => {
    const rows = ledger.list();
    expect([rows.length, rows[0]?.trxNo, rows.at(-1)?.trxNo]).toEqual([100_000, '31377', '131376']);
  });

  it('is written as CSV in pieces that form one table', async () => {
    const pieces: string[] = [];
    for await (const piece of csvOf(ledger.list())) pieces.push(String(piece));
    expect(pieces.length).toBeGreaterThan(50);
    const lines = pieces.join('').split('\r\n');
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([
      100_002,
      'trxNo,refNumber,tenantCode,loginId,at,scenario,charged',
      '',
    ]);
    expect(lines[50_000]).toMatch(/^81376,ref \d+,AIT,AIT,.*,success,false$/);
    expect(lines.slice(1, -1).every((line) => line.split(',').length === 7)).toBe(true);
  });
});

/** Parses CSV strictly by RFC 4180 into rows of fields. */
function parsed(csv: string, delimiter = ','): string[][] {
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${delimiter}\r\n]*))(${delimiter}|\r\n)`, 'y');
  const rows: string[][] = [[]];
  while (field.lastIndex < csv.length) {
    const at = field.lastIndex;
    const [, quoted, plain, end] = field.exec(csv) ?? [];
    if (end === undefined) throw new Error(`no CSV from here on: ${JSON.stringify(csv.slice(at, at + 60))}`);
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

async function csvWith(...refNumbers: readonly string[]): Promise<string> {
  const rows = refNumbers.map(
    (refNumber): Transaction => ({
      trxNo: '10877',
      refNumber,
      tenantCode: 'AIT',
      loginId: refNumber,
      at: '2022-04-14T03:56:41.000Z',
      scenario: 'success',
      charged: true,
    }),
  );
  let csv = '';
  for await (const piece of csvOf(rows)) csv += String(piece);
  return csv;
}

/** Where a spreadsheet would find a formula: at the beginning of a cell or of a line, after invisible characters. */
const isFormula = /(?:^|[\r\n\v\f\x85\u2028\u2029])[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

describe('a text that a client sent, in the CSV', () => {
  it.each([
    ['\n=1+1', "'\n'=1+1"],
    ['\r=1+1', "'\r'=1+1"],
    ['a\r\n=1+1', "a\r\n'=1+1"],
    ['a\n \t@SUM(A1)', "a\n' \t'@SUM(A1)"],
    ['\t-1', "'\t'-1"],
    ['a\n\tb', "a\n'\tb"],
    ['a\u2028+1', "a\u2028'+1"],
    ['\u200b=1+1', "'\u200b=1+1"],
    ['\uff1d1+1', "'\uff1d1+1"],
    ['REF-1', 'REF-1'],
    ['a=b@c+d', 'a=b@c+d'],
    ['two\nlines', 'two\nlines'],
    ['says "no", twice', 'says "no", twice'],
  ])('%j is one field of one row, and reads %j', async (refNumber, shown) => {
    const [, ...rows] = parsed(await csvWith(refNumber));
    expect(rows).toEqual([['10877', shown, 'AIT', shown, '2022-04-14T03:56:41.000Z', 'success', 'true']]);
  });

  it('is quoted if any reader could see a line end in it', async () => {
    for (const lineEnd of ['\n', '\r', '\r\n', '\u2028', '\x85'])
      expect(await csvWith(`a${lineEnd}b`)).toContain(`"a${lineEnd}b"`);
  });

  it('is not a formula if cells are split at semicolons, as Excel does where the decimal sign is a comma', async () => {
    const csv = await csvWith('x;=1+1', 'x";=1+1', 'x;"=1+1";', '";@SUM(A1)', 'x;\n=1');
    for (const cell of csv.split(/[;\r\n]/)) expect(cell).not.toMatch(/^["\s]*[=+\-@]/);
  });

  it('never creates a row or a formula', async () => {
    const piece = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '"',
      ',',
      ';',
      ' ',
      "'",
      '\0',
      '\u2028',
      '\uff1d',
      'A1',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), fc.string(), async (pieces, text) => {
        const sent = [pieces.join(''), text];
        const [, ...rows] = parsed(await csvWith(...sent));
        expect(rows.map((row) => row.length)).toEqual([7, 7]);
        for (const [place, row] of rows.entries()) {
          expect(row.filter((field) => isFormula.test(field))).toEqual([]);
          // Only apostrophes were inserted.
          expect(row[1]?.replaceAll("'", '')).toBe(sent[place]?.replaceAll("'", ''));
        }
      }),
      { seed: 4180, numRuns: 500 },
    );
  });
});
