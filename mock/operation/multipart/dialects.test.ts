import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockHandler } from '../../handler.js';
import type { JournalEntry, JournalPart } from '../../schemas/journal-types.js';

interface Expected {
  readonly img1: ExpectedFile | null;
  readonly img2: ExpectedFile | null;
  readonly fields: Readonly<Record<string, string>>;
}

interface ExpectedFile {
  readonly filename: string;
  readonly size: number;
  readonly sha256_prefix: string;
}

const folder = join(import.meta.dirname, 'dialects');
const manifest: Readonly<Record<string, { readonly expect: Expected }>> = JSON.parse(
  readFileSync(join(folder, 'manifest.json'), 'utf8'),
);
const captures = readdirSync(folder).flatMap((file) => (file.endsWith('.http') ? [file.replace(/\.http$/, '')] : []));

const mock = await createMockHandler({
  keepSecrets: true,
  tenants: [{ code: 'TESTTENANT', key: 'TEST-KEY', balance: 1000 }],
});
const server = createServer(mock.handler);
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends the bytes unchanged and keeps the socket open until the answer is complete. */
function exchange(bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(bytes));
    let got = '';
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1');
      // A request with Expect: 100-continue is answered twice; the last answer counts.
      const last = got.slice(got.lastIndexOf('HTTP/1.1 '));
      const length = /\r\ncontent-length: (\d+)/i.exec(last)?.[1];
      const bodyFrom = last.indexOf('\r\n\r\n') + 4;
      if (length === undefined || last.length - bodyFrom < Number(length)) return;
      socket.destroy();
      resolve(last);
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`the mock closed the connection after ${JSON.stringify(got)}`)));
  });
}

async function received(bytes: Buffer): Promise<{ answer: string; entry: JournalEntry }> {
  mock.reset();
  const answer = await exchange(bytes);
  const [entry] = mock.requests();
  if (!entry) throw new Error('the journal is empty');
  return { answer, entry };
}

/** The parts of a journal entry in the manifest's format. */
function found(parts: readonly JournalPart[]): Expected {
  const file = (wanted: string): ExpectedFile | null => {
    const part = parts.find((one) => one.type === 'file' && one.name === wanted);
    return part?.type === 'file'
      ? { filename: part.filename ?? '(none)', size: part.bytes, sha256_prefix: part.sha256.slice(0, 8) }
      : null;
  };
  const fields: [string, string][] = parts.flatMap((part) =>
    part.type === 'text'
      ? [[part.name, part.value.length > 200 ? `<${[...part.value].length} chars sha>` : part.value]]
      : [],
  );
  // The first part of a repeated name counts, as in the manifest.
  return { img1: file('img1'), img2: file('img2'), fields: Object.fromEntries(fields.toReversed()) };
}

describe('a request as a real client writes it', () => {
  test('exists for every entry of the manifest, and no other', () => {
    expect(captures.toSorted()).toEqual(Object.keys(manifest).toSorted());
    expect(captures.length).toBeGreaterThan(120);
  });

  test.each(captures)('%s is read as another parser reads it', async (name) => {
    const { answer, entry } = await received(readFileSync(join(folder, `${name}.http`)));
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(found(entry.parts)).toEqual(manifest[name]?.expect);
  });

  test('is recognized as different if a byte of a picture differs', async () => {
    const bytes = readFileSync(join(folder, 'curl-default.http'));
    const at = bytes.indexOf(Buffer.from([0xff, 0xd8, 0xff])) + 20;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const { entry } = await received(bytes);
    expect(found(entry.parts)).not.toEqual(manifest['curl-default']?.expect);
    expect(found(entry.parts).fields).toEqual(manifest['curl-default']?.expect.fields);
  });

  test('has its oddities reported', async () => {
    const oddities = new Map<string, string>();
    for (const name of captures) {
      const { entry } = await received(readFileSync(join(folder, `${name}.http`)));
      const texts = entry.violations
        .filter(({ rule }) => rule === 'parameters')
        .map(({ text, hint }) => `${text} | ${hint ?? ''}`);
      oddities.set(name, texts.join('\n'));
    }
    const expected: Readonly<Record<string, RegExp>> = {
      'syn-lf-only': /LF only/,
      'syn-no-disposition': /part 7 cannot be read: it has no Content-Disposition/,
      'syn-filename-latin1-raw': /part 7 cannot be read: its headers are not UTF-8 \| write the file name in UTF-8/,
      'syn-no-final-boundary': /ends before the closing boundary, in img2/,
      'syn-ct-comma': /use a semicolon between/,
      'syn-cte-base64-file': /Content-Transfer-Encoding: base64/,
      'syn-indy-quoted-printable-fields': /Content-Transfer-Encoding: quoted-printable/,
      'syn-field-unknown-charset': /declares the unknown charset/,
      'curl-multi-file-mixed': /is itself a multipart\/mixed/,
      'curl-urlencoded': /x-www-form-urlencoded \| send the body as multipart/,
      'curl-json': /application\/json \| send the body as multipart/,
      'php-guzzle-ctheader': /has no boundary \| Content-Type was set manually/,
      'php-at-prefix': /img1 was sent as the path of a file after an @/,
      'java-okhttp-retrofit-gson': /JSON quotes/,
      'syn-name-brackets': /names must match exactly/,
      'syn-name-case-IMG1': /names must match exactly/,
      'syn-value-trailing-newline': /leading or trailing blanks or line breaks/,
    };
    for (const [name, pattern] of Object.entries(expected)) expect(oddities.get(name), name).toMatch(pattern);
  });

  test('is stored as it was recorded: no line end was converted', () => {
    const digest = createHash('sha256');
    for (const name of captures.toSorted()) digest.update(readFileSync(join(folder, `${name}.http`)));
    expect(digest.digest('hex').slice(0, 16)).toBe('f5fd0c93c35c63e5');
  });
});
