import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBlocks } from '../../../docs/guide-blocks.test-helper.js';
import { parseYaml } from '../../../spec/index.js';
import { applyTarget, type TargetFlags } from './apply-target.js';
import { targetsSchema } from './target-schema.js';
import { checkTargets, defaultTargetsFile, findTarget, readSecret } from './targets-file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-targets-'));
  await mkdir(join(folder, 'secrets'));
  await writeFile(join(folder, 'secrets', 'key'), 'CANARY-key\r\n');
  await writeFile(join(folder, 'secrets', 'empty'), '\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const lines: string[] = [];
const ioOf = (env: Record<string, string>) => ({
  out: () => {},
  err: (line: string) => lines.push(line),
  env,
  isTty: false,
  signal: new AbortController().signal,
  exitCode: 0,
});
async function fileOf(targets: object): Promise<string> {
  const file = join(folder, 'targets.json');
  await writeFile(file, JSON.stringify({ targets }));
  return file;
}
const env = { CODE: 'CANARY-code', OTHER: 'CANARY-other' };
const active = { code: { env: 'CODE' }, key: { file: 'secrets/key' } };
const flags: TargetFlags = { target: 'uat', profile: 'documented', timeout: 30_000 };
const nothingGiven = { isGiven: () => false, isDryRun: false };

describe('the example in the guide', () => {
  const [text = ''] = readBlocks(readFileSync(join(import.meta.dirname, '../../../docs/conformance-server.md'), 'utf8'))
    .filter(({ savedAs }) => savedAs === defaultTargetsFile)
    .map((block) => block.text);

  test('is a valid targets file, and shows every key with a comment', () => {
    const { targets } = checkTargets(parseYaml(text), 'guide');
    expect(Object.keys(targets).length).toBeGreaterThan(1);
    const [entry] = Object.values(targetsSchema.properties?.['targets'] ?? {}).filter(
      (value) => typeof value === 'object' && value !== null && 'properties' in value,
    ) as { properties: object }[];
    const keys = Object.keys(entry?.properties ?? {});
    expect(keys.length).toBeGreaterThan(10);
    for (const key of keys) expect(text).toMatch(new RegExp(`^\\s+(# )?${key}:`, 'm'));
    expect(text.split('\n').filter((line) => line.includes('# ')).length).toBeGreaterThan(8);
  });
});

describe('a targets file', () => {
  const problemOf = (entry: object): string => {
    try {
      checkTargets({ targets: { uat: { url: 'https://kit.test', ...entry } } }, 'f.yaml');
      return '';
    } catch (error) {
      return String(error);
    }
  };

  test.each([
    ['a key in plain text', { tenants: { active: { ...active, key: 'CANARY' } } }],
    ['a tenant code in plain text', { tenants: { active: { ...active, code: 'CANARY' } } }],
    ['a key of a tenant without balance', { tenants: { active, empty: { ...active, key: 'CANARY' } } }],
    ["a client's key", { clientCertificate: 'c.pem', clientKey: '-----BEGIN PRIVATE KEY-----CANARY' }],
  ])('refuses %s, says what to write, and does not repeat it', (_, entry) => {
    const problem = problemOf(entry);
    expect(problem).toMatch(
      /f\.yaml: targets\.uat\.\S+: the value is a string; allowed: \{ env: NAME \} or \{ file: path \}/,
    );
    expect(problem).not.toContain('CANARY');
  });

  test.each([
    [
      'a secret in place of the name of a variable',
      { tenants: { active: { ...active, key: { env: 'CANARY key!' } } } },
    ],
    ['a secret as a key', { tenants: { active: { ...active, key: { CANARY: 1 } } } }],
    ['a reference of both kinds', { tenants: { active: { ...active, key: { env: 'CANARY', file: 'CANARY' } } } }],
    ['a proxy with a password', { proxy: 'http://user:CANARY@proxy:3128' }],
    ['an address with a password', { url: 'https://user:CANARY@kit.test' }],
    ['a key in the wrong place', { key: 'CANARY' }],
  ])('refuses %s without repeating it', (_, entry) => {
    expect(problemOf(entry)).toMatch(/f\.yaml: targets\.uat\b/);
    expect(problemOf(entry)).not.toContain('CANARY');
  });

  test.each([
    [{ timout: 3 }, /timout: unknown.*did you mean timeout/],
    [{ timeout: 0 }, /timeout.*seconds, from 0\.001 to 3600/],
    [{ maxBillable: 1.5 }, /maxBillable.*a whole number of calls/],
    [{ production: 'no' }, /production.*true or false/],
    [{ clientCertificate: 'c.pem' }, /clientKey/],
    [{ tenants: { empty: active } }, /tenants\.active.*missing/],
  ])('refuses %j with what is allowed', (entry, message) => {
    expect(problemOf(entry)).toMatch(message);
  });

  test.each([
    ['no targets', {}, /targets.*missing/],
    ['a list', [], /is a list/],
    ['an entry without an address', { targets: { uat: {} } }, /url/],
    ['a name like an address', { targets: { 'a.b:1/x': { url: 'https://kit.test' } } }, /f\.yaml/],
  ])('refuses %s', (_, value, message) => {
    expect(() => checkTargets(value, 'f.yaml')).toThrow(message);
  });

  test('names the entries when one is misspelt, and the place of a syntax error', async () => {
    const file = await fileOf({ uat: { url: 'https://kit.test' }, staging: { url: 'https://kit.test' } });
    await expect(findTarget('utt', file)).rejects.toThrow(
      /no target is called "utt"; there are uat, staging \(did you mean uat\?\)/,
    );
    await expect(findTarget('constructor', file)).rejects.toThrow(/no target is called "constructor"/);
    await writeFile(file, 'targets:\n  uat: [CANARY\n');
    await expect(findTarget('uat', file)).rejects.toThrow(/is not valid YAML or JSON \((?!.*CANARY).* at line/);
    await expect(findTarget('uat', join(folder, 'no.yaml'))).rejects.toThrow(/no\.yaml: cannot be read \(ENOENT/);
  });

  test('that is not there leaves a name unknown, in one line', async () => {
    await expect(findTarget('uat', undefined)).rejects.toThrow(
      /--target "uat" is not an http or https address, and there is no eendigo-kit\.targets\.yaml here/,
    );
  });
});

describe('a reference', () => {
  const named = () => ({ name: 'uat', file: join(folder, 'targets.json'), entry: { url: 'https://kit.test' } });

  test('is read from a variable, or from a file beside the targets file, without its line break', async () => {
    expect(await readSecret(named(), 'x', { env: 'CODE' }, { CODE: 'value\n' })).toBe('value');
    expect(await readSecret(named(), 'x', { file: 'secrets/key' }, {})).toBe('CANARY-key');
  });

  test.each([
    [{ env: 'NONE' }, /targets\.uat\.key: the variable NONE is not set; set it$/],
    [{ file: 'secrets/none' }, /targets\.uat\.key: .*none cannot be read \(ENOENT/],
    [{ file: 'secrets/empty' }, /targets\.uat\.key: .*empty is empty/],
  ])('to nothing is refused: %j', async (reference, message) => {
    await expect(readSecret(named(), 'key', reference, {})).rejects.toThrow(message);
  });
});

describe('an entry', () => {
  const whole = {
    url: 'https://kit.test/demo',
    profile: './own.yaml',
    tenants: { active, empty: { ...active, code: { env: 'OTHER' } }, wrong: { ...active, code: { env: 'OTHER' } } },
    fixtures: 'photos',
    interval: 0.5,
    timeout: 12,
    maxBillable: 50,
    maxBillablePerDay: 100,
    price: 1500,
    currency: 'IDR',
    proxy: 'http://proxy:3128',
    production: true,
  };

  test('gives what no flag gives, with paths from its own folder', async () => {
    const targets = await fileOf({ uat: whole });
    const applied = await applyTarget(ioOf(env), { ...flags, targets }, nothingGiven);
    expect(applied.flags).toEqual({
      target: 'https://kit.test/demo',
      targets,
      profile: join(folder, 'own.yaml'),
      fixtures: join(folder, 'photos'),
      interval: 500,
      timeout: 12_000,
      maxBillable: 50,
      maxBillablePerDay: 100,
      price: '1500',
      currency: 'IDR',
    });
    expect(applied.settings).toMatchObject({
      production: true,
      proxy: new URL('http://proxy:3128'),
      credentials: {
        funded: { code: 'CANARY-code', key: 'CANARY-key' },
        empty: { code: 'CANARY-other', key: 'CANARY-key' },
        wrong: { code: 'CANARY-other', key: 'CANARY-key' },
        isBuiltIn: false,
      },
    });
  });

  test('is overridden by the flags on the command line', async () => {
    const targets = await fileOf({ uat: whole });
    const given: TargetFlags = {
      ...flags,
      targets,
      profile: 'rest',
      fixtures: 'mine',
      interval: 7,
      timeout: 8,
      maxBillable: 1,
      maxBillablePerDay: 2,
      price: '3',
      currency: 'USD',
      credentials: 'file',
      proxy: 'http://other:1',
    };
    const { flags: applied, settings } = await applyTarget(ioOf({}), given, { isGiven: () => true, isDryRun: false });
    expect(applied).toEqual({ ...given, target: 'https://kit.test/demo' });
    expect(settings).toEqual({ name: 'uat', production: true });
  });

  test('needs no variable for a plan', async () => {
    const targets = await fileOf({ uat: whole });
    const { settings } = await applyTarget(ioOf({}), { ...flags, targets }, { isGiven: () => false, isDryRun: true });
    expect(settings?.credentials?.empty).toBeDefined();
    await expect(applyTarget(ioOf({}), { ...flags, targets }, nothingGiven)).rejects.toThrow(
      /targets\.uat\.tenants\.active\.code: the variable CODE is not set/,
    );
  });

  test('is not looked for where the target is an address', async () => {
    const given = { ...flags, target: 'https://kit.test', targets: 'nowhere.yaml' };
    expect(await applyTarget(ioOf({}), given, nothingGiven)).toEqual({ flags: given });
    expect(lines.at(-1)).toMatch(/--targets is not used/);
  });

  test('takes a password of a proxy from a reference, and shows it in no message', async () => {
    const targets = await fileOf({ uat: { url: 'https://kit.test', proxy: { env: 'PROXY' } } });
    const proxied = (PROXY: string) => applyTarget(ioOf({ PROXY }), { ...flags, targets }, nothingGiven);
    expect((await proxied('http://user:CANARY@proxy:1')).settings?.proxy?.password).toBe('CANARY');
    await expect(proxied('socks5://user:CANARY@proxy:1')).rejects.toThrow(/^(?!.*CANARY).*targets\.uat\.proxy is not/);
  });
});
