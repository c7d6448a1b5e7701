import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const read = (file: string): Promise<string> => readFile(join(import.meta.dirname, file), 'utf8');

describe('the package', () => {
  test('gives one line of reason for each runtime dependency, and for no other', async () => {
    const { dependencies, reasons } = JSON.parse(await read('package.json'));
    expect(Object.keys(reasons)).toEqual(Object.keys(dependencies));
    for (const reason of Object.values(reasons)) expect(reason).toMatch(/^\S.{10,120}$/);
  });

  test('locks no download address', async () => {
    expect(await read('package-lock.json')).not.toContain('"resolved"');
  });
});
