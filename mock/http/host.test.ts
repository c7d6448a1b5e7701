import { describe, expect, test } from 'vitest';
import { settingsOf } from '../command/settings.js';
import { resolveConfig } from '../config/resolve.js';
import { createMockServer } from '../server.js';
import { checkHost } from './host.js';

describe('a host', () => {
  test.each([
    ['[::1]', 'give ::1'],
    ['[::1]:9000', 'give ::1, and port 9000'],
    ['http://127.0.0.1', 'give 127.0.0.1'],
    ['http://127.0.0.1:9000/demo', 'give 127.0.0.1, and port 9000'],
    ['https://[::]:9000', 'give ::, and port 9000'],
    ['localhost:9000', 'give localhost, and port 9000'],
    ['localhost/', 'give localhost'],
    [' localhost', 'give localhost'],
    [':9000', 'give 127.0.0.1, and port 9000'],
    ['*', 'give 0.0.0.0 for all addresses'],
  ])('of %j is rejected with the remedy', async (host, remedy) => {
    const message = `host: ${JSON.stringify(host)} is not a plain address; ${remedy}`;
    await expect(createMockServer({ host })).rejects.toThrow(message);
  });

  test.each(['127.0.0.1', '0.0.0.0', '::', '::1', 'fe80::1%eth0', 'localhost', 'mock.internal', 'my_host'])(
    '%s is a plain address',
    (host) => {
      expect(() => checkHost(host)).not.toThrow();
    },
  );

  test.each([
    [{ host: '[::1]' }, {}, '--host: "[::1]" is not a plain address; give ::1'],
    [
      { host: 'http://0.0.0.0:80' },
      {},
      '--host: "http://0.0.0.0:80" is not a plain address; give 0.0.0.0, and --port 80',
    ],
    [
      {},
      { HOST: 'localhost:80' },
      'environment variable HOST: "localhost:80" is not a plain address; give localhost, and EENDIGO_KIT_MOCK_PORT 80',
    ],
  ])('is reported with its source: %j %j', async (flags, env, message) => {
    await expect(settingsOf(await resolveConfig({ flags, env, file: undefined }))).rejects.toThrow(message);
  });
});
