import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Option } from './option.js';
import { flagOf, type OptionName, optionEntries, variablesOf } from './options.js';
import { useConfigResolver } from './resolved-config.test-helper.js';
import { configSchema } from './schema.js';

const { folder, resolved, problemOf } = useConfigResolver();

/** Returns a value of the option, as text, that differs from the default. */
function otherValue([name, { schema, default: preset }]: readonly [OptionName, Option<unknown>]): string {
  const samples: Partial<Record<OptionName, string>> = {
    scenario: 'success',
    fault: 'reset',
    host: '127.0.0.2',
    tenants: '[{"code":"A","key":"k","balance":1}]',
    queue: 'success,liveness-error',
  };
  if (schema['type'] === 'boolean') return String(preset !== true);
  if (schema['type'] === 'integer') return String(schema['minimum']);
  if (Array.isArray(schema['enum'])) return String(schema['enum'].find((word) => word !== preset));
  return name === 'channels' ? 'queue' : (samples[name] ?? 'something');
}

describe('every option', () => {
  test.each(optionEntries)(
    '%s can be set by flag, by each of its variables and in a file, in this priority',
    async (...entry) => {
      const [name, { default: preset, noFlag }] = entry;
      const text = otherValue(entry);
      const words =
        noFlag !== undefined
          ? []
          : text === 'true'
            ? [flagOf(name)]
            : text === 'false'
              ? [flagOf(name).replace('--', '--no-')]
              : [flagOf(name), text];
      const variables = variablesOf(name);
      const env = Object.fromEntries(variables.map((variable) => [variable, text]));
      const [strongest = ''] = variables;
      const { config, origins } = await resolved([], env);
      const value = config[name];
      expect(value).not.toEqual(preset);
      expect(origins[name]).toEqual({ source: 'environment', name: strongest });
      for (const variable of variables) {
        const alone = await resolved([], { [variable]: text });
        expect([alone.config[name], alone.origins[name]]).toEqual([value, { source: 'environment', name: variable }]);
      }
      const file = { [name]: value };
      const byFile = await resolved([], {}, file);
      expect(byFile.origins[name]).toEqual({ source: 'file', name: join(folder(), 'mock.yaml') });
      expect((await resolved([], env, file)).origins[name].source).toBe('environment');
      const all = await resolved(words, env, file);
      expect([all.config[name], all.origins[name]]).toEqual([
        value,
        noFlag === undefined ? { source: 'flag', name: flagOf(name) } : { source: 'environment', name: strongest },
      ]);
      const none = await resolved([]);
      expect([none.config[name], none.origins[name]]).toEqual([preset, { source: 'default' }]);
    },
  );

  test('has a valid JSON Schema', () => {
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validateSchema(configSchema()), JSON.stringify(ajv.errors)).toBe(true);
    expect(ajv.validateSchema({ ...configSchema(), properties: 7 })).toBe(false);
  });

  test('is in the published schema for editors', async () => {
    const committed: unknown = JSON.parse(
      await readFile(join(import.meta.dirname, '..', 'config.schema.json'), 'utf8'),
    );
    expect(committed).toEqual(JSON.parse(JSON.stringify(configSchema())));
  });

  test('is in the guide with its flag, variable, default and description', async () => {
    const guide = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'mock.md'), 'utf8');
    const rows = guide.split('\n').map((line) => line.replaceAll(/\s+/g, ' ').trim());
    const listed = rows.slice(rows.findIndex((row) => row.startsWith('| option |')) + 2);
    expect(listed.slice(0, listed.indexOf(''))).toEqual(optionEntries.map(guideRow));
  });
});

/** Returns the guide's row for an option. */
function guideRow([name, { summary, default: preset, change, placeholder, noFlag }]: readonly [
  OptionName,
  Option<unknown>,
]): string {
  const off = placeholder === undefined && preset === true ? flagOf(name).replace('--', '--no-') : flagOf(name);
  const variables = variablesOf(name).map((variable) => `\`${variable}\``);
  const given = `${noFlag === undefined ? `\`${off}\`` : 'none'} | ${variables.join(', ')}`;
  const shown = Array.isArray(preset)
    ? preset.length === 0
      ? 'none'
      : 'all'
    : preset === undefined
      ? ''
      : `\`${preset}\``;
  const cells = [`\`${name}\``, given, shown, change === 'at-once' ? 'yes' : 'no', summary.replaceAll('|', '\\|')];
  return `| ${cells.join(' | ')} |`.replaceAll(/\s+/g, ' ');
}

describe('the environment', () => {
  const tenants = [{ code: 'A', key: 'CANARY', balance: 3 }];

  test('can set tenants and a queue as JSON or YAML, and a queue as comma-separated names', async () => {
    const yaml = '[{code: A, key: CANARY, balance: 3}]';
    for (const text of [JSON.stringify(tenants), yaml])
      expect((await resolved([], { EENDIGO_KIT_MOCK_TENANTS: text })).config.tenants).toEqual(tenants);
    const queue = ['liveness-error', { scenario: 'success', times: 2 }, { then: 'image-too-large' }];
    const text = '[liveness-error, {scenario: success, times: 2}, {then: image-too-large}]';
    expect((await resolved([], { EENDIGO_KIT_MOCK_QUEUE: text })).config.queue).toEqual(queue);
    expect((await resolved(['--queue', JSON.stringify(queue)])).config.queue).toEqual(queue);
    expect((await resolved(['--queue', 'liveness-error, success'])).config.queue).toEqual([
      'liveness-error',
      'success',
    ]);
    expect((await resolved(['--queue', 'none'], {}, { queue })).config.queue).toEqual([]);
    await expect(resolved(['--tenants', JSON.stringify(tenants)])).rejects.toThrow(/unknown option '--tenants'/);
  });

  test.each([
    [
      'text',
      'CANARY',
      /_TENANTS: the value is not allowed; allowed: a list of at most 1000 mappings with code and key, and optionally balance and scenario$/,
    ],
    [
      'broken YAML',
      '[{code: A, key: CANARY',
      /_TENANTS: the value is not allowed; allowed: a list of at most 1000 mappings/,
    ],
    [
      'a key without a space',
      '[{code: A, key:CANARY, balance: 1}]',
      /_TENANTS\[0\]: a key is unknown; allowed: code, key, balance/,
    ],
    [
      'a key without a colon',
      '[{code: A, CANARY, balance: 1}]',
      /_TENANTS\[0\]: a key is unknown; allowed: code, key, balance/,
    ],
    [
      'a key that is a number',
      '[{code: A, key: 4711, balance: 1}]',
      /_TENANTS\[0\]\.key: the value is a number; allowed: a text/,
    ],
    ['many aliases', `[&a [${'x,'.repeat(50)}], ${'*a,'.repeat(50)}]`, /_TENANTS/],
  ])('causes an error without secrets if the tenants are %s', async (_, text, message) => {
    const problem = await problemOf([], { EENDIGO_KIT_MOCK_TENANTS: text });
    expect(problem).toMatch(message);
    expect(problem).not.toMatch(/CANARY|4711|\n/);
  });

  test('may contain the variables of Kubernetes for a Service named like the mock, or with its name as prefix', async () => {
    const links = (name: string) => ({
      [`${name}_SERVICE_HOST`]: '10.0.0.1',
      [`${name}_SERVICE_PORT`]: '8080',
      [`${name}_SERVICE_PORT_HTTP`]: '8080',
      [`${name}_PORT`]: 'tcp://10.0.0.1:8080',
      [`${name}_PORT_8080_TCP`]: 'tcp://10.0.0.1:8080',
      [`${name}_PORT_8080_TCP_PROTO`]: 'tcp',
      [`${name}_PORT_8080_TCP_PORT`]: '8080',
      [`${name}_PORT_8080_TCP_ADDR`]: '10.0.0.1',
    });
    const env = { ...links('EENDIGO_KIT_MOCK'), ...links('EENDIGO_KIT_MOCK_UAT'), PORT: '9' };
    const { config, origins } = await resolved([], env);
    expect([config.port, origins.port]).toEqual([9, { source: 'environment', name: 'PORT' }]);
    // A value that only resembles one of Kubernetes is still an error.
    expect(await problemOf([], { EENDIGO_KIT_MOCK_PORT: '10.0.0.1:8080' })).toMatch(
      /_PORT: "10\.0\.0\.1:8080" is not allowed/,
    );
    expect(await problemOf([], { EENDIGO_KIT_MOCK_UAT_PORT: '8080' })).toMatch(/_UAT_PORT: unknown/);
  });

  test('gets a suggestion for an unknown variable only if a name is similar apart from the common prefix', async () => {
    expect(await problemOf([], { EENDIGO_KIT_MOCK_PROT: '1' })).toMatch(
      /_PROT: unknown \(did you mean EENDIGO_KIT_MOCK_PORT\?\); unset it/,
    );
    expect(await problemOf([], { EENDIGO_KIT_MOCK_NAME: 'x' })).toBe(
      'environment variable EENDIGO_KIT_MOCK_NAME: unknown; unset it, or see "eendigo-kit mock --help"',
    );
  });
});
