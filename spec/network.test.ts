import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { networkHosts, reachable } from './network.js';

const info = (address: string, family: 'IPv4' | 'IPv6' = 'IPv4', internal = false): NetworkInterfaceInfo =>
  ({ address, family, internal, netmask: '', mac: '', cidr: null, scopeid: 0 }) as NetworkInterfaceInfo;

describe('the addresses for other machines', () => {
  test('are those of network cards, then those of containers, virtual machines and tunnels', () => {
    const interfaces = {
      lo: [info('127.0.0.1', 'IPv4', true)],
      docker0: [info('172.17.0.1')],
      'br-0a1b2c': [info('192.168.48.1')],
      utun4: [info('100.101.102.103')],
      'vEthernet (WSL)': [info('172.28.16.1')],
      wlp2s0: [info('fe80::1', 'IPv6'), info('10.20.30.40')],
    };
    expect(networkHosts(interfaces)).toEqual([
      '10.20.30.40',
      '192.168.48.1',
      '172.17.0.1',
      '172.28.16.1',
      '100.101.102.103',
    ]);
  });

  test('begin with the one that a router at home gives, and end with one that no router gave', () => {
    const interfaces = {
      'Ethernet 2': [info('169.254.7.7')],
      Ethernet: [info('203.0.113.9'), info('10.1.2.3')],
      'Wi-Fi': [info('192.168.1.7')],
      en9: undefined,
    };
    expect(networkHosts(interfaces)).toEqual(['192.168.1.7', '10.1.2.3', '203.0.113.9', '169.254.7.7']);
  });

  test('are none without a network', () => {
    expect(networkHosts({ lo: [info('127.0.0.1', 'IPv4', true), info('::1', 'IPv6', true)] })).toEqual([]);
  });
});

test.each([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '[::1]'],
  ['fd00::7', '[fd00::7]'],
  ['192.168.1.7', '192.168.1.7'],
])('this machine reaches a server on %s by %s', (host, name) => {
  expect(reachable(host)).toBe(name);
});
