import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { settingsOf } from '../command/settings.js';
import { changeSchemas, checkOptions, serverSchemas, sessionSchemas } from './check-options.js';
import { addFlags } from './flags.js';
import { defaults } from './in-process.js';
import { optionTypes } from './option-types.test-helper.js';
import { configAsYaml } from './print.js';
import { resolveConfig, type Sources } from './resolve.js';
import { configSchema } from './schema.js';

// Adds one entry to the table, and changes nothing else.
vi.mock('./table.js', async (original) => {
  const { options } = await original<typeof import('./table.js')>();
  const { option } = await import('./option.js');
  const { whole } = await import('./kinds.js');
  const probe = option({
    ...whole(1, 9, 'count'),
    scope: 'mock',
    summary: 'probes that are sent out',
    default: 3,
    change: 'at-once',
  });
  return { options: { ...options, probe } };
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-option-'));
});
afterAll(() => rm(folder, { recursive: true }));

const resolved = (given: Partial<Sources>) => resolveConfig({ flags: {}, env: {}, file: undefined, ...given });

/** Returns the server's values of the options that can change. */
const serverValues = async (given: Partial<Sources>) =>
  Object.entries((await settingsOf(await resolved(given))).change);

describe('one entry in the table', () => {
  test('creates a flag, with description, default and variable in the help', () => {
    const help = addFlags(new Command()).helpInformation().replaceAll(/\s+/g, ' ');
    expect(help).toContain('--probe <count> probes that are sent out (default: 3, env: EENDIGO_KIT_MOCK_PROBE)');
  });

  test('passes its value to the server, from a flag, a variable, a file, or the default', async () => {
    const file = join(folder, 'mock.yaml');
    await writeFile(file, 'probe: 4');
    expect(await serverValues({ flags: { probe: '6' }, file })).toContainEqual(['probe', 6]);
    expect(await serverValues({ env: { EENDIGO_KIT_MOCK_PROBE: '5' }, file })).toContainEqual(['probe', 5]);
    expect(await serverValues({ file })).toContainEqual(['probe', 4]);
    expect(await serverValues({})).toContainEqual(['probe', 3]);
  });

  test('is validated against its schema from every source', async () => {
    const allowed = 'allowed: a whole number from 1 to 9';
    await expect(resolved({ flags: { probe: '10' } })).rejects.toThrow(`--probe: 10 is not allowed; ${allowed}`);
    const check = (schemas: typeof serverSchemas | typeof changeSchemas) => () => checkOptions({ probe: 10 }, schemas);
    expect(check(serverSchemas)).toThrow(`probe: 10 is not allowed; ${allowed}`);
    expect(check(changeSchemas)).toThrow(`probe: 10 is not allowed; ${allowed}`);
    expect(() => checkOptions({ probe: 1 }, sessionSchemas)).toThrow('probe: cannot be given here');
  });

  test('is in the schema of configuration files, in --print-config, and in the in-process types and defaults', async () => {
    expect(configSchema().properties?.['probe']).toMatchObject({
      type: 'integer',
      maximum: 9,
      default: 3,
      description: 'Probes that are sent out.',
    });
    expect(await configAsYaml(await resolved({ flags: { probe: '6' } }), false)).toContain(
      '\nprobe: 6 # flag --probe\n',
    );
    expect(defaults).toMatchObject({ probe: 3 });
    const [, , mock = '', , handler = '', change = ''] = optionTypes().split('\nexport interface ');
    const property = '  /** Probes that are sent out. Default 3. */\n  readonly probe?: number';
    expect([mock, handler]).toEqual(Array(2).fill(expect.stringContaining(`${property};`)));
    expect(change).toContain(`${property} | undefined;`);
  });
});
