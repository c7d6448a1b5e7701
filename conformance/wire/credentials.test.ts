import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer } from '../../mock/index.js';
import type { CommandIo } from '../../spec/index.js';
import { conformanceCommand } from '../command.js';
import { credentialFor, readCredentials } from './credentials.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-credentials-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('credentials from the environment', () => {
  test.each(['\n', '\r', '\r\n'])('are sent without the line break %j at their end', (end) => {
    const variables = {
      EENDIGO_KIT_TENANT_CODE: `T${end}`,
      EENDIGO_KIT_KEY: `K${end}`,
      EENDIGO_KIT_EMPTY_TENANT_CODE: `E${end}`,
      EENDIGO_KIT_EMPTY_KEY: `F${end}`,
    };
    expect(readCredentials(variables)).toEqual({
      funded: { code: 'T', key: 'K' },
      empty: { code: 'E', key: 'F' },
      isBuiltIn: false,
    });
  });

  test.each([' CANARY', 'CANARY\t', 'CAN\nARY', 'CAN\u0007ARY'])(
    'that are %j are refused by name, and not shown',
    (odd) => {
      const good = { EENDIGO_KIT_TENANT_CODE: 'T', EENDIGO_KIT_KEY: 'K', EENDIGO_KIT_EMPTY_TENANT_CODE: 'E' };
      for (const name of ['EENDIGO_KIT_TENANT_CODE', 'EENDIGO_KIT_KEY', 'EENDIGO_KIT_EMPTY_KEY'])
        expect(() => readCredentials({ ...good, EENDIGO_KIT_EMPTY_KEY: 'F', [name]: odd })).toThrow(
          new RegExp(`^${name}: the value is not allowed; allowed: a text without blanks at its ends, (?!.*ARY)`),
        );
    },
  );

  test('may name the tenant of a wrong key', () => {
    const wrong = { EENDIGO_KIT_WRONG_TENANT_CODE: 'L', EENDIGO_KIT_WRONG_KEY: 'M' };
    const all = readCredentials({ EENDIGO_KIT_TENANT_CODE: 'T', EENDIGO_KIT_KEY: 'K', ...wrong });
    expect(all && credentialFor('wrong-key', all)).toEqual({ code: 'L', key: 'M' });
    expect(() => readCredentials(wrong)).toThrow(/^EENDIGO_KIT_WRONG_TENANT_CODE is set and EENDIGO_KIT_TENANT_CODE/);
  });

  test('that contain only a line break count as not set', () => {
    expect(readCredentials({ EENDIGO_KIT_TENANT_CODE: '\n', EENDIGO_KIT_KEY: '\r\n' })).toBeUndefined();
  });
});

describe('a file with credentials', () => {
  const text = 'EENDIGO_KIT_TENANT_CODE=ACME\r\nEENDIGO_KIT_KEY="secret"\r\n';

  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ])('from Windows is read in %s', async (_, bytes) => {
    await using mock = await createMockServer({ tenants: [{ code: 'ACME', key: 'secret', balance: 5 }] });
    const io = silentIo();
    await run(io, mock.url, await written(bytes));
    expect([io.exitCode, io.lines.join('\n')]).toEqual([0, expect.stringMatching(/1 cases?: 1 passed/)]);
    expect(mock.transactions()).toHaveLength(1);
  });

  test('in another encoding is refused by name, and nothing is sent', async () => {
    await using mock = await createMockServer();
    const file = await written(Buffer.from(text, 'utf16le'));
    await expect(run(silentIo(), mock.url, file)).rejects.toThrow(
      /credentials: is probably in UTF-16 without a byte order mark; save it as UTF-8$/,
    );
    expect(mock.requests()).toEqual([]);
  });
});

async function run(io: CommandIo, url: string, credentials: string): Promise<void> {
  const args = ['server', '--target', `${url}/demo`, '--only', 'success-all-parts', '--credentials', credentials];
  await (await conformanceCommand(io)).exitOverride().parseAsync(args, { from: 'user' });
}

async function written(bytes: Uint8Array): Promise<string> {
  const file = join(folder, 'credentials');
  await writeFile(file, bytes);
  return file;
}

function silentIo(): CommandIo & { readonly lines: string[] } {
  const lines: string[] = [];
  const note = (line: string): void => {
    lines.push(line);
  };
  return { out: note, err: note, env: {}, isTty: false, signal: new AbortController().signal, exitCode: 0, lines };
}
