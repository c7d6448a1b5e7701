import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContractFile } from './contract.js';
import { buildOpenApi } from './openapi.js';
import { documented } from './profile.js';
import { loadProfile } from './profiles/index.js';
import { decodeText } from './text-file.js';
import { toYaml } from './yaml.js';

/** The bytes that programs on Windows write for a text, by the encoding's name. */
const written = {
  'UTF-8': (text: string) => Buffer.from(text),
  'UTF-8 with a mark': (text: string) => Buffer.from(`\uFEFF${text}`),
  'UTF-16LE': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'UTF-16BE': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
} as const;
const encodings = Object.entries(written);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-text-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return file;
}

describe('a text file', () => {
  test.each(encodings)('in %s is decoded, without its byte order mark', (_, write) => {
    for (const text of ['', 'name: uat\r\n', 'nama: "Nur Hidayah – é 𝄞"\n'])
      expect(decodeText(write(text), 'a.yaml')).toBe(text);
  });

  test.each([
    ['UTF-16 without a mark', Buffer.from('name: uat\n', 'utf16le'), 'is probably in UTF-16 without a byte order mark'],
    ['the other UTF-16 without a mark', Buffer.from('name\n', 'utf16le').swap16(), 'is probably in UTF-16 without a'],
    ['truncated UTF-16', Buffer.from('\uFEFFname', 'utf16le').subarray(0, 7), 'starts as UTF-16LE and is truncated'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'is probably in UTF-32'],
    ['Windows-1252', Buffer.from('name: caf\xe9\n', 'latin1'), 'is not UTF-8 text: it is probably in Windows-1252'],
    [
      'zero bytes here and there',
      Buffer.from('PK\x03\x04\0\0\x08\0abc\0defghijkl'),
      'is not text: it contains zero bytes',
    ],
  ])('in %s is rejected in one line that names the file, the encoding and the remedy', (_, bytes, problem) => {
    expect(() => decodeText(bytes, 'a.yaml')).toThrow(new RegExp(`^a\\.yaml: ${problem}.*; save it as UTF-8$`));
  });
});

describe('a profile and a specification', () => {
  test.each(encodings)('are read in %s, and so is the profile that one extends', async (encoding, write) => {
    await fileOf('base.yaml', write('name: base\nsummary: A base.\nextends: rest\n'));
    const profile = await loadProfile(
      await fileOf('uat.yaml', write('name: uat\nsummary: Our UAT.\nextends: ./base.yaml\n')),
    );
    expect([profile.profile.name, profile.base?.profile.name], encoding).toEqual(['uat', 'base']);
    const contract = await loadContractFile(await fileOf('spec.yaml', write(toYaml(buildOpenApi(documented)))));
    expect(contract.path).toBe('/biometric/facecompareliveness');
  });

  test('in another encoding are rejected with its name', async () => {
    const file = await fileOf('odd.yaml', Buffer.from('name: uat\n', 'utf16le'));
    const problem = 'odd.yaml: is probably in UTF-16 without a byte order mark; save it as UTF-8';
    await expect(loadProfile(file)).rejects.toThrow(problem);
    await expect(loadContractFile(file)).rejects.toThrow(problem);
  });
});
