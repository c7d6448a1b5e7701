import type { Response } from 'express';
import { type ReferenceAnswer, type ReferenceBehaviour, referenceBehaviour } from '../reference/server.js';
import type { Habit } from './habit.js';

type Headers = Record<string, string | string[]>;

const json = { 'Content-Type': 'application/json' };

/** Sends an answer by Node.js alone, so that Express adds and changes nothing. */
const writing =
  (headersOf: (answer: ReferenceAnswer, body: Buffer) => Headers, prepare?: (response: Response) => void) =>
  (): Partial<ReferenceBehaviour> => ({
    send: (response, answer, text) => {
      const body = Buffer.from(text);
      prepare?.(response);
      response.writeHead(answer.status, headersOf(answer, body));
      response.end(body);
    },
  });
const named =
  (rename: (name: string) => string) =>
  ({ headers }: ReferenceAnswer, body: Buffer): Headers =>
    Object.fromEntries(
      Object.entries({ ...json, ...headers, 'Content-Length': String(body.length) }).map(([name, value]) => [
        rename(name),
        value,
      ]),
    );
const plain = named((name) => name);

const withHeaders = (extra: Headers) => (): Partial<ReferenceBehaviour> => ({
  send: (response, answer, text) =>
    referenceBehaviour.send(response, { ...answer, headers: { ...answer.headers, ...extra } }, text),
});

/** Writes the whole answer to the socket. What a proxy in front of the server leaves of the headers is legal HTTP. */
const raw = (headOf: (answer: ReferenceAnswer) => string) => (): Partial<ReferenceBehaviour> => ({
  send: (response, answer, text) => {
    response.socket?.end(`${headOf(answer)}\r\n\r\n${text}`);
  },
});
const numberLine = ({ headers: { 'X-Trx-No': number } }: ReferenceAnswer): string =>
  number === undefined ? '' : `\r\nX-Trx-No: ${number}`;

const escaped = (text: string, toEscape: RegExp): string =>
  text.replaceAll(toEscape, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Servers that write HTTP and JSON in other ways that are right too. */
export const writingHabits: readonly Habit[] = [
  {
    id: 'sends its answers in chunks',
    behave: writing(({ headers }) => ({ ...json, ...headers, 'Transfer-Encoding': 'chunked' })),
  },
  {
    id: 'sends a body in chunks of one byte',
    behave: () => ({
      send: (response, { headers }, text) => {
        response.writeHead(200, { ...json, ...headers });
        for (const byte of Buffer.from(text)) response.write(Buffer.of(byte));
        response.end();
      },
    }),
  },
  {
    id: 'ends its body by closing the connection',
    behave: raw(
      (answer) => `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close${numberLine(answer)}`,
    ),
  },
  {
    id: 'speaks HTTP/1.0',
    behave: raw((answer) => `HTTP/1.0 200 OK\r\nContent-Type: application/json${numberLine(answer)}`),
  },
  {
    id: 'names no reason beside the status',
    behave: writing(plain, (response) => {
      response.statusMessage = ' ';
    }),
  },
  { id: 'closes the connection after each answer', behave: withHeaders({ Connection: 'close' }) },
  { id: 'writes the names of headers in lower case', behave: writing(named((name) => name.toLowerCase())) },
  { id: 'writes the names of headers in upper case', behave: writing(named((name) => name.toUpperCase())) },
  {
    id: 'sends headers of its own',
    behave: withHeaders({
      Server: 'Apache-Coyote/1.1',
      'Set-Cookie': ['JSESSIONID=0A1B; Path=/; HttpOnly', 'lang=id'],
      'X-Request-Id': '7d1c0f2e',
      'Cache-Control': 'no-store',
      Vary: 'Origin',
      'Strict-Transport-Security': 'max-age=31536000',
    }),
  },
  {
    id: 'sends no Date header',
    behave: writing(plain, (response) => {
      response.sendDate = false;
    }),
  },
  { id: 'names the charset of its JSON', behave: withHeaders({ 'Content-Type': 'application/json; charset=utf-8' }) },
  {
    id: 'writes the content type in capitals',
    behave: withHeaders({ 'Content-Type': 'Application/JSON;charset="UTF-8"' }),
  },
  { id: 'writes JSON on several lines', behave: () => ({ write: ({ body }) => JSON.stringify(body, null, 2) }) },
  { id: 'writes blanks after colons and commas', behave: () => ({ write: ({ body }) => spaced(body) }) },
  { id: 'ends its JSON with a line break', behave: () => ({ write: ({ body }) => `${JSON.stringify(body)}\r\n` }) },
  {
    id: 'escapes letters in its JSON',
    behave: () => ({ write: ({ body }) => escaped(JSON.stringify(body), /[,:;.](?=[^"]*"[,:}])(?<![{}",][,:])/g) }),
  },
];

/** As Python's json module writes it. */
function spaced(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${spaced(inner)}`)
    .join(', ')}}`;
}

const hourMs = 3_600_000;

/** Servers whose numbers and times are written in other ways that the document allows. */
export const valueHabits: readonly Habit[] = [
  {
    id: 'has transaction numbers of 30 digits',
    behave: () => ({ writeNumber: (number) => String(number).padStart(30, '123456789') }),
  },
  {
    id: 'pads its transaction numbers with zeros',
    behave: () => ({ writeNumber: (number) => String(number).padStart(12, '0') }),
  },
  {
    id: 'leaves gaps between its transaction numbers',
    behave: () => ({ nextNumber: (last) => last + 1 + (last % 7) }),
  },
  { id: 'writes the time in Jakarta as GMT', behave: () => ({ now: () => new Date(Date.now() + 7 * hourMs) }) },
  { id: 'has a clock 20 seconds slow', behave: () => ({ now: () => new Date(Date.now() - 20_000) }) },
];
