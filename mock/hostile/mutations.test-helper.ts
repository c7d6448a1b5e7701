import { gzipSync } from 'node:zlib';
import type { Random } from './random.test-helper.js';
import type { DraftRequest } from './request.test-helper.js';

/** Damages a request. */
export type Mutation = (request: DraftRequest, random: Random) => DraftRequest;

/** Every mutation by its name, as used in recipes. */
export const mutations: Readonly<Record<string, Mutation>> = {
  ...bytesOf({
    'flip bytes': (body, random) => {
      const copy = Buffer.from(body);
      for (let left = 1 + random.below(8); left > 0 && copy.length > 0; left -= 1)
        copy[place(copy, random)] = random.below(256);
      return copy;
    },
    'insert bytes': (body, random) => {
      const at = place(body, random);
      return Buffer.concat([body.subarray(0, at), random.bytes(1 + random.below(60)), body.subarray(at)]);
    },
    'insert what has a meaning': (body, random) => {
      const at = place(body, random);
      return Buffer.concat([body.subarray(0, at), Buffer.from(random.pick(meaningful)), body.subarray(at)]);
    },
    'delete bytes': (body, random) => {
      const [from, to] = range(body, random);
      return Buffer.concat([body.subarray(0, from), body.subarray(to)]);
    },
    truncate: (body, random) => body.subarray(0, random.below(body.length + 1)),
    'double bytes': (body, random) => {
      const [from, to] = range(body, random);
      return Buffer.concat([body.subarray(0, to), body.subarray(from)]);
    },
    'swap bytes': (body, random) => {
      const [from, to] = range(body, random);
      const middle = from + random.below(to - from + 1);
      return Buffer.concat([
        body.subarray(0, from),
        body.subarray(middle, to),
        body.subarray(from, middle),
        body.subarray(to),
      ]);
    },
    'line feeds alone': (body, random) =>
      text(body, (it) => it.replaceAll(lineEnd, () => (random.once(3) ? '\r\n' : '\n'))),
    'carriage returns alone': (body, random) =>
      text(body, (it) => it.replaceAll(lineEnd, () => (random.once(2) ? '\r\n' : '\r'))),
    preamble: (body, random) => Buffer.concat([random.bytes(random.below(300)), Buffer.from('\r\n'), body]),
    epilogue: (body, random) => Buffer.concat([body, random.bytes(random.below(300))]),
    'nothing at all': () => Buffer.alloc(0),
  }),
  'another boundary in the body': (request, random) =>
    atDelimiter(request, random, (delimiter) =>
      random.pick([`${delimiter}x`, delimiter.slice(0, -1), '--', `${delimiter}-`]),
    ),
  'blanks after a boundary': (request, random) =>
    atDelimiter(request, random, (delimiter) => delimiter + ' \t'.repeat(random.below(150))),
  'a boundary too many': (request, random) =>
    atDelimiter(request, random, (delimiter) => `${delimiter}\r\n`.repeat(1 + random.below(3)) + delimiter),
  'the last boundary early': (request, random) =>
    atDelimiter(request, random, (delimiter) => `${delimiter}--\r\n${delimiter}`),
  'a strange part': (request, random) =>
    withPart(request, random, random.pick(strangeHeads)(random), random.pick(strangeContents)(random)),
  'many parts': (request, random) =>
    atDelimiter(
      request,
      random,
      (delimiter) =>
        Array.from(
          { length: random.pick([20, 99, 100, 101, 150]) },
          (_, at) => `${delimiter}\r\n${disposition(`name="p${at}"`)}\r\n\r\n${at}\r\n`,
        ).join('') + delimiter,
    ),
  'a nested body': (request, random) =>
    withPart(
      request,
      random,
      `${disposition('name="img1"')}\r\nContent-Type: multipart/mixed; boundary=${random.pick(['inner', boundaryOf(request), '""'])}`,
      request.body,
    ),
  'a head that does not end': (request, random) =>
    atDelimiter(request, random, (delimiter) => `${delimiter}\r\n${'X-Long: y\r\n'.repeat(random.below(2500))}`),
  'another content type': (request, random) =>
    header(request, 'Content-Type', (was) => random.pick(strangeTypes)(was, boundaryOf(request))),
  'no content type': ({ headers, body }) => ({
    headers: headers.filter(([name]) => !/^content-type$/i.test(name)),
    body,
  }),
  'two content types': ({ headers, body }) => ({ headers: [...headers, ['Content-Type', 'text/plain']], body }),
  'packed and said so': (request) => ({
    ...withHeader(request, 'Content-Encoding', 'gzip'),
    body: gzipSync(request.body),
  }),
  'packed and not said': (request) => ({ ...request, body: gzipSync(request.body) }),
  'said to be packed': (request, random) =>
    withHeader(request, 'Content-Encoding', random.pick(['gzip', 'br, gzip', 'identity', '', 'x'.repeat(200)])),
  'a strange header': (request, random) => withHeader(request, ...random.pick(strangeHeaders)),
};

function bytesOf(
  changes: Readonly<Record<string, (body: Buffer, random: Random) => Buffer>>,
): Record<string, Mutation> {
  return Object.fromEntries(
    Object.entries(changes).map(([name, change]): [string, Mutation] => [
      name,
      ({ headers, body }, random) => ({ headers, body: change(body, random) }),
    ]),
  );
}

/** A probable line end, rather than two bytes of a picture. */
const lineEnd = /\r\n(?=--|Content-|\r\n)/gi;

/** A position in a body, usually in a part's headers, because the bytes of a picture are all alike. */
function place(body: Buffer, random: Random): number {
  const anywhere = random.below(body.length + 1);
  const head = random.once(8) ? -1 : body.lastIndexOf('Content-Disposition', anywhere);
  return head < 0 ? anywhere : Math.min(body.length, Math.max(0, head - 60 + random.below(180)));
}

function range(body: Buffer, random: Random): readonly [from: number, to: number] {
  const from = place(body, random);
  return [from, Math.min(body.length, from + random.below(random.pick([4, 30, 200])))];
}

function text(body: Buffer, change: (text: string) => string): Buffer {
  return Buffer.from(change(body.toString('latin1')), 'latin1');
}

function header({ headers, body }: DraftRequest, wanted: string, change: (value: string) => string): DraftRequest {
  return {
    headers: headers.map(([name, value]) =>
      name.toLowerCase() === wanted.toLowerCase() ? [name, change(value)] : [name, value],
    ),
    body,
  };
}

function withHeader({ headers, body }: DraftRequest, name: string, value: string): DraftRequest {
  return { headers: [...headers, [name, value]], body };
}

function boundaryOf({ headers }: DraftRequest): string {
  const type = headers.find(([name]) => /^content-type$/i.test(name))?.[1] ?? '';
  return /boundary="?([^";]+)/i.exec(type)?.[1]?.trim() ?? 'none';
}

/** Replaces one of the body's delimiters. */
function atDelimiter(
  { headers, body }: DraftRequest,
  random: Random,
  change: (delimiter: string) => string,
): DraftRequest {
  const delimiter = Buffer.from(`--${boundaryOf({ headers, body })}`, 'latin1');
  const places: number[] = [];
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + 1)) places.push(at);
  const place = places[random.below(places.length)];
  if (place === undefined) return { headers, body };
  const changed = Buffer.from(change(delimiter.toString('latin1')), 'latin1');
  return { headers, body: Buffer.concat([body.subarray(0, place), changed, body.subarray(place + delimiter.length)]) };
}

function withPart(request: DraftRequest, random: Random, head: string, content: Buffer): DraftRequest {
  const whole = `${head}\r\n\r\n${content.toString('latin1')}\r\n`;
  return atDelimiter(request, random, (delimiter) => `${delimiter}\r\n${whole}${delimiter}`);
}

const disposition = (parameters: string): string => `Content-Disposition: form-data; ${parameters}`;

const meaningful: readonly [string, ...string[]] = [
  '\r\n',
  '\n\n',
  '\r\n\r\n',
  '--',
  '\r\n--',
  '\0',
  '"',
  ';',
  ': ',
  '\\',
  '%00%0d%0a',
  '\ufeff',
  '\u202e',
  'Content-Disposition: form-data; name="key"\r\n',
];

const hostileNames: readonly [string, ...string[]] = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'a[b][c]',
  '__proto__[polluted]',
  '',
  '\0',
  'img1\0',
  '../../etc/passwd',
  'ime\u0301\ud83d\ude00',
  '\xff\xfe',
  '=HYPERLINK(1)',
  '<script>alert(1)</script>',
  'n'.repeat(300),
  'n'.repeat(15_000),
  '%22%0d%0aX: y',
  '\\"\\"\\',
];

const strangeHeads: readonly [(random: Random) => string, ...((random: Random) => string)[]] = [
  (random) => disposition(`name="${random.pick(hostileNames)}"`),
  (random) => disposition(`name="img1"; filename="${random.pick(hostileNames)}.jpg"`),
  (random) => disposition(`name=${random.pick(hostileNames)}; filename=${random.pick(hostileNames)}`),
  (random) => disposition(`name="${random.pick(hostileNames)}`),
  (random) => disposition(Array.from({ length: random.below(900) }, (_, at) => `p${at}="${at}"`).join('; ')),
  (random) =>
    disposition(
      `name="img2"; filename*=${random.pick(["utf-8''%ff%fe%zz", "x-no''a", "''", "utf-8'en'a%00.jpg", "UTF-8''%", 'nothing'])}`,
    ),
  (random) => `${disposition('name="nik"')}\r\nContent-Type: text/plain; charset=${random.pick(strangeCharsets)}`,
  (random) =>
    `${disposition('name="img2"; filename="a.png"')}\r\nContent-Transfer-Encoding: ${random.pick(['base64', 'quoted-printable', '8bit', 'x'.repeat(5000)])}`,
  () => 'Content-Disposition',
  () => 'X-Nothing: here',
  () => '',
  () => ': no name',
  (random) => `${disposition('\r\n\tname="folded"')}\r\n ${' '.repeat(random.below(500))}more`,
  (random) => Array.from({ length: random.below(300) }, () => disposition('name="again"')).join('\r\n'),
  (random) => `content-DISPOSITION:${random.pick(['', 'attachment', 'form-data', ';;;;=;="', '"form-data"'])};name=key`,
  (random) => random.bytes(random.below(400)).toString('latin1'),
];

const strangeCharsets: readonly [string, ...string[]] = [
  'utf-16le',
  'utf-16be',
  'x-unknown',
  '"',
  '__proto__',
  'iso-2022-jp',
  'gb18030',
  'utf-7',
  'u'.repeat(2000),
];

const strangeContents: readonly [(random: Random) => Buffer, ...((random: Random) => Buffer)[]] = [
  (random) => random.bytes(random.below(600)),
  () => Buffer.alloc(0),
  (random) => Buffer.from('9'.repeat(random.below(3000))),
  () => Buffer.from('1e999'),
  () => Buffer.from('\xff\xd8\xff\xe0', 'latin1'),
  () => Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x06\0\0\0', 'latin1'),
  () => Buffer.from('GIF89a\xff\xff\xff\xff\x80', 'latin1'),
  () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="99999" height="99999"/>'),
  (random) => Buffer.alloc(random.below(60_000), '"'),
  (random) => Buffer.alloc(random.below(60_000), '\r\n-'),
  (random) => Buffer.from(`MOCK:${random.pick(hostileNames)}:x`),
  () => Buffer.from('{"__proto__":{"polluted":true}}'),
];

type TypeOf = (was: string, boundary: string) => string;
const strangeTypes: readonly [TypeOf, ...TypeOf[]] = [
  (was) => `${was};`,
  (was) => was.toUpperCase(),
  (was) => `${was}; charset=x-unknown; boundary=second`,
  (_, boundary) => `multipart/form-data; boundary="${boundary}`,
  (_, boundary) => `multipart/form-data, boundary=${boundary}`,
  (_, boundary) => `multipart/mixed; boundary=${boundary}`,
  (_, boundary) => `multipart/form-data; boundary=${boundary.slice(1)}`,
  (_, boundary) => `multipart/form-data; boundary*=utf-8''${boundary}`,
  () => 'multipart/form-data; boundary=',
  () => 'multipart/form-data; boundary=""',
  () => 'multipart/form-data; boundary=-',
  () => `multipart/form-data; boundary=${'b'.repeat(251)}`,
  () => `multipart/form-data; ${'a=b; '.repeat(1500)}`,
  () => 'multipart/form-data; boundary=\xff\xfe',
  () => 'application/x-www-form-urlencoded',
  () => 'application/json',
  () => '',
  () => ';;;===',
];

const strangeHeaders: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['X-Mock-Scenario', '__proto__'],
  ['X-Mock-Scenario', ''],
  ['X-Mock-Fault', 'constructor'],
  ['X-Mock-Fault', 'delay; ms=1e999'],
  ['X-Mock-Fault', 'delay; ms=-1'],
  ['X-Mock-Delay', 'NaN'],
  ['X-Mock-Session', '__proto__'],
  ['X-Mock-Session', '../..'],
  ['X-Mock-Session', 's'.repeat(101)],
  ['Prefer', `${'example=, '.repeat(300)}example=toString`],
  ['Prefer', 'example="'],
  ['User-Agent', 'u'.repeat(6000)],
  ['Cookie', 'c=1; '.repeat(500)],
  ['Forwarded', 'for="\xff"'],
];
