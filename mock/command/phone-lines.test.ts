import { describe, expect, test } from 'vitest';
import { createPaint, loadQrLines } from '../../spec/index.js';
import { type BaseAddress, baseAddresses } from '../http/served-at.js';
import { tokenLines } from './greeting.js';
import { type PhoneDetails, phoneLines } from './phone-lines.js';

const plain: PhoneDetails = { certificateFile: undefined, isMade: true, isKept: false, qrLines: undefined };
const qrLines = await loadQrLines();

/** The addresses of a mock on all addresses of a machine in two networks. */
function widest(protocol: 'http' | 'https'): readonly BaseAddress[] {
  const at = (from: BaseAddress['from'], host: string): BaseAddress => ({ from, url: `${protocol}://${host}:65535` });
  return [
    at('this-machine', '127.0.0.1'),
    at('network', '192.168.100.200'),
    at('network', '172.16.100.200'),
    at('android-emulator', '10.0.2.2'),
  ];
}

const http = { addresses: widest('http'), port: 65_535, certificate: undefined };
const https = { addresses: widest('https'), port: 65_535, certificate: 'PEM' };

describe('the lines for phones', () => {
  test.each([
    ['HTTP', http, plain],
    ['HTTPS', https, plain],
    ['a kept authority', https, { ...plain, certificateFile: 'mock-ca.crt', isKept: true }],
    ['a certificate of your own', https, { ...plain, isMade: false }],
    ['no network', { ...http, addresses: [] }, plain],
    ['a QR code', http, { ...plain, qrLines }],
  ])('fit 80 columns with %s', (_, mock, details) => {
    const lines = phoneLines(mock, details);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test('name the URL of every device', () => {
    expect(phoneLines(http, plain).slice(1, 7)).toEqual([
      '  phone in your network   http://192.168.100.200:65535',
      '    or                    http://172.16.100.200:65535',
      '  iOS simulator           http://localhost:65535',
      '  Android phone by USB    http://localhost:65535',
      '                          after adb reverse tcp:65535 tcp:65535',
      '  Android emulator        http://10.0.2.2:65535',
    ]);
  });

  test('say without a network what to do, and show no QR code', () => {
    const addresses = http.addresses.filter(({ from }) => from !== 'network');
    const text = phoneLines({ ...http, addresses }, { ...plain, qrLines }).join('\n');
    expect(text).toMatch(/phone in your network +none: this machine has no address in a network\.\n +Connect it to/);
    expect(text).not.toMatch(/[█▀▄]/);
  });

  test('of a mock on one address of a network name no other', () => {
    const addresses = baseAddresses({ host: '192.168.1.7', port: 8080, protocol: 'http' });
    const text = phoneLines({ addresses, port: 8080, certificate: undefined }, plain).join('\n');
    expect(text.match(/https?:\/\/\S+/g)).toEqual(['http://192.168.1.7:8080']);
  });

  test('show the QR code of the first base URL, without the token', () => {
    const lines = phoneLines(http, { ...plain, qrLines: (text) => qrLines(text, createPaint(true)) });
    const code = qrLines('http://192.168.100.200:65535', createPaint(true));
    const start = lines.indexOf(code[0] ?? '');
    expect(lines.slice(start, start + code.length)).toEqual(code);
  });

  test.each([
    [
      'of HTTPS explain how to trust the certificate',
      https,
      plain,
      /curl -kO https:\/\/localhost:65535\/__admin\/certificate\.crt\n +xcrun simctl keychain booted add-root-cert certificate\.crt\n.*--tls-ca/,
    ],
    [
      'name the kept file of the authority',
      https,
      { ...plain, certificateFile: 'my ca.crt', isKept: true },
      /https:\/\/192\.168\.100\.200:65535\/__admin\/certificate\.crt\n.*\n.*\n +xcrun simctl keychain booted add-root-cert 'my ca\.crt'$/m,
    ],
    ['of HTTP say that apps refuse it', http, plain, /Apps refuse plain HTTP/],
    [
      'offer no certificate that the mock has not made',
      https,
      { ...plain, isMade: false },
      /^(?!.*certificate\.crt).*issuer of your certificate/s,
    ],
  ])('%s', (_, mock, details, expected) => {
    expect(phoneLines(mock, details).join('\n')).toMatch(expected);
  });
});

test('the token of a mock for phones opens the inspector on this machine and on a phone, in lines of 80 columns', () => {
  const token = '0123456789abcdef0123456789abcdef';
  const lines = tokenLines({ ...https, host: '0.0.0.0', url: 'https://127.0.0.1:65535' }, token, true);
  expect(lines.filter((line) => line.includes('/?token='))).toEqual([
    `  https://127.0.0.1:65535/?token=${token}`,
    `  https://192.168.100.200:65535/?token=${token}`,
  ]);
  expect(lines.filter((line) => `eendigo-kit mock: ${line}`.length > 80 && !line.startsWith(' '))).toEqual([]);
});
