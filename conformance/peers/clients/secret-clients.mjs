// Clients that let secrets out, or send to the wrong place or by another method first.
import { readFile } from 'node:fs/promises';
import { inspect } from 'node:util';

const print = (text) => process.stdout.write(`${text}\n`);

/** Prints something before it works. */
const printing = (printSecret) => ({
  async run() {
    await printSecret(this);
    return this.conforming.run.call(this);
  },
});

/** @type {readonly import('./fault-clients.mjs').BrokenClient[]} */
export const secretClients = [
  {
    name: 'key-in-the-query',
    cases: ['success-all-parts'],
    check: 'secret-address',
    change: ({ testCase }) => {
      testCase.path += `?api_key=${encodeURIComponent(testCase.request.key)}`;
      return {};
    },
  },
  {
    name: 'nik-in-the-query',
    cases: ['success-all-parts'],
    check: 'secret-address',
    change: ({ testCase }) => {
      testCase.path += `?trace=${Buffer.from(`nik=${testCase.request.nik}`).toString('base64url')}`;
      return {};
    },
  },
  {
    name: 'key-in-a-header',
    cases: ['success-all-parts'],
    check: 'secret-headers',
    change: ({ testCase }) => ({ init: { headers: { 'X-Api-Key': testCase.request.key } } }),
  },
  {
    name: 'key-in-basic-credentials',
    cases: ['success-all-parts'],
    check: 'secret-headers',
    change: ({ testCase: { request } }) => ({
      init: {
        headers: { Authorization: `Basic ${Buffer.from(`${request.tenant_code}:${request.key}`).toString('base64')}` },
      },
    }),
  },
  {
    name: 'thumbnail-in-a-header',
    cases: ['success-all-parts'],
    check: 'secret-headers',
    change: ({ conforming, testCase }) => ({
      async once() {
        const thumbnail = (await readFile(testCase.request.img1.file)).toString('base64', 0, 600);
        return conforming.once.call({ ...this, init: { headers: { 'X-Thumbnail': thumbnail } } });
      },
    }),
  },
  {
    name: 'prints-the-request',
    cases: ['success-all-parts'],
    check: 'secret-output',
    change: ({ testCase }) => printing(() => print(`sending ${inspect(testCase.request)}`)),
  },
  {
    name: 'prints-the-nik-on-stderr',
    cases: ['success-all-parts'],
    check: 'secret-output',
    change: ({ testCase }) => printing(() => process.stderr.write(`checking the holder of ${testCase.request.nik}`)),
  },
  {
    name: 'prints-the-key-long-before-its-end',
    cases: ['success-all-parts'],
    check: 'secret-output',
    change: ({ testCase }) =>
      printing(() => print(`${encodeURIComponent(`key=${testCase.request.key}`)}\n${'progress '.repeat(20_000)}`)),
  },
  {
    name: 'prints-pictures-in-base64',
    cases: ['success-all-parts'],
    check: 'secret-output',
    change: ({ testCase }) =>
      printing(async () => print((await readFile(testCase.request.img2.file)).toString('base64'))),
  },
  {
    name: 'prints-the-body',
    cases: ['success-all-parts'],
    check: 'secret-output',
    change: () =>
      printing(async (client) =>
        process.stdout.write(Buffer.from(await new Response(await client.form()).arrayBuffer())),
      ),
  },
  {
    name: 'prints-a-buffer',
    cases: ['success-all-parts'],
    check: 'secret-output',
    change: ({ testCase }) => printing(async () => print(inspect(await readFile(testCase.request.img1.file)))),
  },
  {
    name: 'asks-with-head-first',
    cases: ['success-all-parts'],
    check: 'wire-method',
    change: ({ conforming, testCase }) => ({
      async send() {
        await fetch(testCase.baseUrl + testCase.path, { method: 'HEAD' });
        return conforming.send.call(this);
      },
    }),
  },
  {
    name: 'puts-before-it-posts',
    cases: ['success-all-parts'],
    check: 'wire-method',
    change: ({ conforming, testCase }) => ({
      async send() {
        await fetch(testCase.baseUrl + testCase.path, { method: 'PUT', body: await this.form() });
        return conforming.send.call(this);
      },
    }),
  },
  {
    name: 'has-a-path-of-its-own',
    cases: ['success-all-parts'],
    check: 'wire-request',
    change: ({ testCase }) => {
      testCase.baseUrl = new URL(testCase.baseUrl).origin;
      return {};
    },
  },
];
