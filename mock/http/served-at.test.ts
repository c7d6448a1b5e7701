import { describe, expect, test } from 'vitest';
import { baseAddresses } from './served-at.js';

const at = (host: string) => baseAddresses({ host, port: 8080, protocol: 'http' });

describe('the base URLs', () => {
  test.each(['127.0.0.1', 'localhost', '127.0.0.2'])('of %s are for this machine and an emulator on it', (host) => {
    expect(at(host)).toEqual([
      { from: 'this-machine', url: `http://${host}:8080` },
      { from: 'android-emulator', url: 'http://10.0.2.2:8080' },
    ]);
  });

  test('of ::1 are for this machine: the emulator reaches IPv4 only', () => {
    expect(at('::1')).toEqual([{ from: 'this-machine', url: 'http://[::1]:8080' }]);
  });

  test('of one address are for the network', () => {
    expect(at('192.168.1.7')).toEqual([{ from: 'network', url: 'http://192.168.1.7:8080' }]);
    expect(baseAddresses({ host: 'fd00::7', port: 443, protocol: 'https' })).toEqual([
      { from: 'network', url: 'https://[fd00::7]:443' },
    ]);
  });

  test.each(['0.0.0.0', '::'])('of %s are for all, and name no wildcard', (host) => {
    const found = at(host);
    expect(found[0]).toEqual({ from: 'this-machine', url: 'http://127.0.0.1:8080' });
    expect(found.at(-1)).toEqual({ from: 'android-emulator', url: 'http://10.0.2.2:8080' });
    for (const { from, url } of found.slice(1, -1)) {
      expect(from).toBe('network');
      expect(url).toMatch(/^http:\/\/\d+\.\d+\.\d+\.\d+:8080$/);
      expect(url).not.toMatch(/0\.0\.0\.0|127\./);
    }
  });
});
