import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { settingsOf } from '../command/settings.js';
import { configAsYaml } from './print.js';
import { useConfigResolver } from './resolved-config.test-helper.js';

const { folder, resolved, problemOf } = useConfigResolver();

describe('a configuration', () => {
  test('resolves paths in a file against its folder(), and leaves others unchanged', async () => {
    const { config } = await resolved(['--tls-key', 'key.pem'], {}, { profile: './mine.yaml', tlsCert: 'cert.pem' });
    expect(config.profile).toBe(join(folder(), 'mine.yaml'));
    expect(config.tlsCert).toBe(join(folder(), 'cert.pem'));
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
});
