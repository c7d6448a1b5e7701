import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parseYaml } from '../../../spec/index.js';
import { publishedTargetsSchema } from './target-schema.js';
import { checkTargets } from './targets-file.js';

const root = join(import.meta.dirname, '..', '..', '..');
const validate = new Ajv2020({ strict: false, allErrors: true, validateSchema: true }).compile(publishedTargetsSchema);

/** The commented example of the guide, as it stands there. */
async function example(): Promise<string> {
  const guide = await readFile(join(root, 'docs', 'conformance-server.md'), 'utf8');
  const [, text = ''] = /```yaml\n(# yaml-language-server[\s\S]*?)```/.exec(guide) ?? [];
  return text;
}

test('the committed schema of targets files is the one that the kit checks them by', async () => {
  const committed = await readFile(join(root, 'conformance', 'targets.schema.json'), 'utf8');
  expect(JSON.parse(committed)).toEqual(JSON.parse(JSON.stringify(publishedTargetsSchema)));
});

test('the example of the guide names the schema where the package has it, and is valid by it and by the kit', async () => {
  const text = await example();
  const { files } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { files: readonly string[] };
  const [, path = ''] = /^# yaml-language-server: \$schema=\.\/node_modules\/eendigo-kit\/(\S+)\n/.exec(text) ?? [];
  expect(files).toContain(path);
  const value = parseYaml(text);
  expect([validate(value), validate.errors]).toEqual([true, null]);
  expect(Object.keys(checkTargets(value, 'example').targets)).toEqual(['uat', 'gateway']);
});

test.each([
  ['a key in plain text', { url: 'https://kit.test', tenants: { active: { code: { env: 'A' }, key: 'secret' } } }],
  ['an unknown word', { url: 'https://kit.test', budget: 5 }],
  ['no address', { price: 5 }],
  ['a certificate without its key', { url: 'https://kit.test', clientCertificate: 'a.pem' }],
])('the published schema rejects %s, as the kit does', (_, entry) => {
  const value = { targets: { uat: entry } };
  expect(validate(value)).toBe(false);
  expect(() => checkTargets(value, 'file')).toThrow();
});

test('each word of a target is explained', () => {
  const words = (schema: unknown): readonly (readonly [string, unknown])[] =>
    Object.entries(typeof schema === 'object' && schema !== null ? schema : {}).flatMap(([name, inner]) => [
      ...(name === 'properties' ? Object.entries(inner as object) : []),
      ...words(inner),
    ]);
  const silent = words(publishedTargetsSchema).filter(([, schema]) => !Object.hasOwn(Object(schema), 'description'));
  expect(silent.map(([name]) => name)).toEqual([]);
});
