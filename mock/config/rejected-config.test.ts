import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Resolved } from './resolve.js';
import { resolveConfig } from './resolve.js';
import { useConfigResolver } from './resolved-config.test-helper.js';

const { folder, resolved, problemOf } = useConfigResolver();

describe('a configuration is rejected with', () => {
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

  test('is rejected if its file does not exist, is a folder(), or is too large', async () => {
    const at = (file: string): Promise<Resolved> => resolveConfig({ flags: {}, env: {}, file });
    await expect(at(join(folder(), 'nowhere.yaml'))).rejects.toThrow(/nowhere\.yaml: does not exist; give/);
    await expect(at(folder())).rejects.toThrow(/: is not a file; give the path of a YAML or JSON file$/);
    await writeFile(join(folder(), 'large.yaml'), `# ${'x'.repeat(1_000_000)}`);
    await expect(at(join(folder(), 'large.yaml'))).rejects.toThrow(/has 1000002 bytes, the limit is 1000000/);
  });
});
