import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { settingsOf } from '../command/settings.js';
import { addFlags } from './flags.js';
import type { Option } from './option.js';
import { flagOf, type OptionName, optionEntries, variablesOf } from './options.js';
import { configAsYaml } from './print.js';
import { type Resolved, resolveConfig, type Sources } from './resolve.js';
import { configSchema } from './schema.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Resolves a configuration like the command, from arguments, variables and the contents of a file. */
async function resolved(words: readonly string[], env: Sources['env'] = {}, contents?: unknown): Promise<Resolved> {
  const file = contents === undefined ? undefined : join(folder, 'mock.yaml');
  if (file !== undefined) await writeFile(file, typeof contents === 'string' ? contents : JSON.stringify(contents));
  const command = addFlags(new Command()).exitOverride();
  const flags = command
    .configureOutput({ writeErr: () => {} })
    .parse([...words], { from: 'user' })
    .opts();
  return resolveConfig({ flags, env, file });
}

/** Returns the error message for a configuration, without the folder of its file. */
function problemOf(...given: Parameters<typeof resolved>): Promise<string> {
  return resolved(...given)
    .then(settingsOf)
    .then(
      () => 'not rejected',
      (error: Error) => error.message.replaceAll(`${folder}/`, ''),
    );
}

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
      expect(byFile.origins[name]).toEqual({ source: 'file', name: join(folder, 'mock.yaml') });
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

describe('a configuration', () => {
  test('resolves paths in a file against its folder, and leaves others unchanged', async () => {
    const { config } = await resolved(['--tls-key', 'key.pem'], {}, { profile: './mine.yaml', tlsCert: 'cert.pem' });
    expect(config.profile).toBe(join(folder, 'mine.yaml'));
    expect(config.tlsCert).toBe(join(folder, 'cert.pem'));
    expect(config.tlsKey).toBe('key.pem');
    expect((await resolved([], {}, { profile: 'rest' })).config.profile).toBe('rest');
  });

  test('accepts the same queue and fault schedule as in process', async () => {
    const queue = ['success-not-live', { scenario: 'liveness-error', times: 2 }, { then: 'success' }];
    const fault = { seed: 7, rules: [{ fault: { type: 'unavailable' }, first: 2 }] };
    const { change } = await settingsOf(await resolved([], {}, { queue, fault }));
    expect(change).toMatchObject({ queue, fault });
    expect(await problemOf([], {}, { queue: [{ scenario: 'success', time: 2 }] })).toMatch(
      /^mock\.yaml: queue\[0\]\.time: unknown; allowed: scenario, times, then, repeat \(did you mean times\?\)$/,
    );
    expect(await problemOf([], {}, { fault: { rules: [{ fault: { type: 'dely' } }] } })).toMatch(
      /^mock\.yaml: fault\.rules\[0\]\.fault\.type: "dely" is not allowed; allowed: delay, .* \(did you mean delay\?\)$/,
    );
  });

  test('lets a flag override a switch in the file, and ignores an empty variable', async () => {
    const file = { mockHeaders: false, tls: true };
    const { config } = await resolved(['--mock-headers', '--no-tls'], { PORT: '', HOST: '' }, file);
    expect(config).toMatchObject({ mockHeaders: true, tls: false, port: 8080, host: '127.0.0.1' });
  });

  test('uses the one of profile and spec with the higher priority', async () => {
    const { config } = await resolved(['--spec', 'mine.yaml'], {}, { profile: 'rest' });
    expect([config.spec, config.profile]).toEqual(['mine.yaml', 'documented']);
    const other = await resolved(['--profile', 'rest'], { EENDIGO_KIT_MOCK_SPEC: 'mine.yaml' });
    expect([other.config.spec, other.config.profile]).toEqual([undefined, 'rest']);
  });

  test('is printed as a file with the source of each value, and with secrets only on request', async () => {
    const file = { tenants: [{ code: 'A', key: 'CANARY-key', balance: 3 }], adminToken: 'CANARY-token', channels: [] };
    const found = await resolved(['--port', '9'], { HOST: '::1' }, file);
    const text = await configAsYaml(found, false);
    expect(text).toMatch(
      /^port: 9 # flag --port\nhost: ::1 # environment HOST\nlan: false # default\nprofile: documented # default\n/,
    );
    expect(text).toMatch(/^# spec: # not set$/m);
    expect(text).toMatch(/^adminToken: "\*\*\*" # file .*mock\.yaml$/m);
    expect(text).toMatch(/^# file .*mock\.yaml\ntenants:\n {2}- code: A\n {4}key: "\*\*\*"\n/m);
    expect(text).not.toContain('CANARY');
    const open = await configAsYaml(found, true);
    expect(open).toContain('CANARY-token');
    const again = await resolved([], {}, open);
    expect(again.config).toEqual(found.config);
    expect(parse(open)).toMatchObject({ port: 9, tenants: file.tenants });
  });

  test('is rejected if it contains the masks of a printed one', async () => {
    const text = await configAsYaml(await resolved([], {}, { adminToken: 'x' }), false);
    expect(await problemOf([], {}, text)).toMatch(/^mock\.yaml: adminToken: the value is not allowed; .* not \*\*\*$/);
  });

  const file = (contents: unknown): Parameters<typeof resolved> => [[], {}, contents];
  const tenant = { code: 'A', key: 'CANARY', balance: 1 };
  test.each<[string, Parameters<typeof resolved>, RegExp]>([
    [
      'an unknown key',
      file({ prot: 1 }),
      /^mock\.yaml: prot: unknown; allowed: port, host, .*\(did you mean port\?\)$/,
    ],
    [
      'a wrong type',
      file({ port: '1' }),
      /^mock\.yaml: port: "1" is a string; allowed: a whole number from 0 to 65535$/,
    ],
    [
      'a tenant without a key',
      file({ tenants: [{ code: 'A', ky: 'CANARY', balance: 1 }] }),
      /^mock\.yaml: tenants\[0\]\.ky: unknown; .*did you mean key/,
    ],
    [
      'tenants that are not a list',
      file({ tenants: tenant }),
      /^mock\.yaml: tenants: the value is a mapping; allowed: a list/,
    ],
    [
      'a key that is not a text',
      file({ tenants: [{ ...tenant, key: 4711 }] }),
      /^mock\.yaml: tenants\[0\]\.key: the value is a number; .*in quotes/,
    ],
    ['a code twice', file({ tenants: [tenant, tenant] }), /^mock\.yaml: tenants\[1\]\.code: "A" is used twice/],
    [
      'an unknown scenario',
      file({ scenario: 'succes' }),
      /^mock\.yaml: scenario: unknown scenario "succes" \(did you mean success\?\); use one of success, /,
    ],
    [
      'an unknown scenario in the queue',
      file({ queue: [{ scenario: 'x' }] }),
      /^mock\.yaml: queue\[0\]: unknown scenario "x"/,
    ],
    ['an unknown fault', file({ fault: 'dely' }), /^mock\.yaml: fault: unknown fault "dely"; use one of delay/],
    [
      'profile and spec at once',
      file({ profile: 'rest', spec: 'x' }),
      /^mock\.yaml: spec: cannot be used with mock\.yaml: profile/,
    ],
    ['a hundred thousand brackets', file('['.repeat(100_000)), /^mock\.yaml: .* \(it is nested more than 200 deep\)/],
    [
      'a thousand nested blocks',
      file(Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')),
      /^mock\.yaml: .* \(it is nested more than 200 deep\)/,
    ],
    [
      'many nested blocks and dashes',
      file(Array.from({ length: 20 }, (_, depth) => ' '.repeat(30 * depth) + '- '.repeat(15)).join('\n')),
      /^mock\.yaml: .* \(it is nested more than 200 deep\)/,
    ],
    [
      'two documents',
      file('port: 1\n---\nport: 2'),
      /^mock\.yaml: is not valid YAML or JSON \(there is more than one document at line 2, column 1\)/,
    ],
    [
      'one origin in place of a list',
      file({ corsOrigins: 'http://a' }),
      /^mock\.yaml: corsOrigins: "http:\/\/a" is a string; allowed: a list of origins, e\.g\. \[/,
    ],
    [
      'a fault with a wrong number',
      file({ fault: { type: 'delay', ms: 'soon' } }),
      /^mock\.yaml: fault\.ms: "soon" is a string; allowed: a number from 0 to 600000$/,
    ],
    [
      'a misspelt word',
      file({ log: 'jsn' }),
      /^mock\.yaml: log: "jsn" is not allowed; allowed: pretty or json or off \(did you mean json\?\)$/,
    ],
    [
      'the lines of another file',
      file('root:CANARY:0:'),
      /^mock\.yaml: the configuration: a key is unknown; allowed: port/,
    ],
    ['nothing at all', file('\n'), /^mock\.yaml: is empty; add options/],
    ['a list', file([1]), /^mock\.yaml: the configuration: the value is a list; allowed: a mapping/],
    [
      'invalid YAML',
      file('tenants: [{key: CANARY'),
      /^mock\.yaml: is not valid YAML or JSON \(.* at line 1, column \d+\)/,
    ],
    ['a file of some other kind', file('CANARY SECRET'), /^mock\.yaml: the configuration: the value is a string/],
    [
      'too many aliases',
      file(`a: &a [${'x,'.repeat(50)}]\nb: [${'*a,'.repeat(50)}]`),
      /^mock\.yaml: is not valid YAML/,
    ],
    ['a word that is none', [['--log', 'loud']], /^--log: "loud" is not allowed; allowed: pretty or json or off$/],
    [
      'a number out of range',
      [['--port', '70000']],
      /^--port: 70000 is not allowed; allowed: a whole number from 0 to 65535$/,
    ],
    [
      'an unknown channel',
      [['--channels', 'mail']],
      /^--channels: \["mail"\] is not allowed; allowed: a list, each once, of header/,
    ],
    [
      'an invalid switch',
      [[], { EENDIGO_KIT_MOCK_TLS: 'maybe' }],
      /^environment variable EENDIGO_KIT_MOCK_TLS: "maybe" is not allowed; allowed: true or false$/,
    ],
    [
      'an unknown variable',
      [[], { EENDIGO_KIT_MOCK_PROFIL: 'x' }],
      /EENDIGO_KIT_MOCK_PROFIL: unknown \(did you mean EENDIGO_KIT_MOCK_PROFILE\?\)/,
    ],
    ['an unknown profile', [['--profile', 'tuesday']], /no profile is called "tuesday"/],
    ['a name for a certificate without TLS', [['--tls-names', 'a']], /^--tls-names: needs TLS; set tls$/],
  ])('is rejected for %s, in one line without secrets', async (_, given, message) => {
    const problem = await problemOf(...given);
    expect(problem).toMatch(message);
    expect(problem).not.toMatch(/CANARY|\n/);
  });

  test('is rejected if its file does not exist, is a folder, or is too large', async () => {
    const at = (file: string): Promise<Resolved> => resolveConfig({ flags: {}, env: {}, file });
    await expect(at(join(folder, 'nowhere.yaml'))).rejects.toThrow(/nowhere\.yaml: does not exist; give/);
    await expect(at(folder)).rejects.toThrow(/: is not a file; give the path of a YAML or JSON file$/);
    await writeFile(join(folder, 'large.yaml'), `# ${'x'.repeat(1_000_000)}`);
    await expect(at(join(folder, 'large.yaml'))).rejects.toThrow(/has 1000002 bytes, the limit is 1000000/);
  });
});
