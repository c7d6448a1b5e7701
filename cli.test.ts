import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runKit } from './cli.test-helper.js';

describe('eendigo-kit', () => {
  test('lists the cases offline, as text and as JSON', async () => {
    expect((await runKit(['conformance', 'list', '--kind', 'insufficient-balance', '--tag', 'balance'])).out).toMatch(
      /^balance-used-up .*\n1 case: 1 for a server, 1 for a client\n$/,
    );
    expect(JSON.parse((await runKit(['conformance', 'list', '--format', 'json'])).out).length).toBeGreaterThan(60);
  });

  test('lists a case for clients alone as free, whatever its answer', async () => {
    const { out } = await runKit([
      'conformance',
      'list',
      '--only',
      'success-all-parts,understood-*',
      '--format',
      'json',
    ]);
    const cases: readonly { id: string; cost: string; directions: readonly string[] }[] = JSON.parse(out);
    const paid = cases.filter(({ cost }) => cost !== 'free').map(({ id }) => id);
    expect(paid).toEqual(['success-all-parts']);
    expect(cases.filter(({ directions }) => !directions.includes('server')).length).toBeGreaterThan(1);
  });

  test.each([
    [['--help'], 0],
    [['--version'], 0],
    [['conformance', 'server', '--help'], 0],
    [['nope'], 2],
    [['conformance', 'server'], 2],
  ])('%j exits with code %i', async (args, code) => {
    expect((await runKit(args)).code).toBe(code);
  });
});

describe('a file in a missing folder', () => {
  test.each<[string, readonly string[]]>([
    ['the authority', ['mock', '--port', '0', '--tls', '--tls-ca']],
    ['the certificate', ['mock', '--port', '0', '--tls', '--tls-out']],
    ['the state', ['mock', '--port', '0', '--state']],
    ['the letter', ['ambiguities', '--vendor-packet', '--output']],
    ['the report on a server', ['conformance', 'server', '--target', 'http://127.0.0.1:9/demo', '--junit']],
    ['the report on a client', ['conformance', 'client', 'true', '--json']],
  ])('is rejected with the name of the folder and the remedy: %s', async (_, args) => {
    const missing = join(tmpdir(), 'eendigo-kit-not', 'there');
    const { code, err } = await runKit([...args, join(missing, 'file.crt')]);
    expect(err).toMatch(/^eendigo-kit: .*\n$/);
    expect(err).toContain(`${join(missing, 'file.crt')}: `);
    expect(err).toContain(`: there is no folder ${missing}; create it first\n`);
    expect(code).toBe(2);
  });
});
