import { expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { createMockServer } from '../server.js';
import { greeting } from './greeting.js';

const plain = {
  certificateFile: undefined,
  isMade: true,
  isKept: false,
  log: 'pretty',
  lan: false,
  qrLines: undefined,
} as const;

test('the lines at the start fit 80 columns, apart from the command to copy', async () => {
  await using mock = await createMockServer();
  const lines = greeting(mock, mock.tenants(), plain);
  expect(lines.filter((line) => line.length > 80)).toEqual([expect.stringMatching(/^ {2}curl /)]);
});

test('the lines at the start name the path of UAT before that of production, and the signs of the log', async () => {
  await using mock = await createMockServer();
  const path = '/biometric/facecompareliveness';
  const lines = greeting(mock, mock.tenants(), plain);
  expect(lines.filter((line) => line.startsWith('  POST'))).toEqual([
    `  POST ${mock.url}/demo${path}  UAT`,
    `  POST ${mock.url}${path}       Production`,
  ]);
  expect(lines.at(-2)).toMatch(/^Requests appear below: ✓ good /);
  expect(greeting(mock, mock.tenants(), { ...plain, log: 'off' }).join('\n')).not.toContain('appear below');
});

test("an edited contract's addresses have the descriptions of its own servers", async () => {
  const contract = await loadContract();
  const openapi = { ...contract.openapi, servers: [{ url: 'https://api.test/v2' }] };
  await using mock = await createMockServer({ contract: { ...contract, openapi, prefixes: ['/v2'] } });
  expect(greeting(mock, mock.tenants(), plain)).toContain(`  POST ${mock.url}/v2${contract.path}`);
});
