import { describe, expect, test } from 'vitest';
import { createRunGate, type GateOptions } from './run-gate.js';

const target = new URL('http://face.example/of-acme');
const credentials = {
  funded: { code: 'of-acme', key: 'CANARY-key-of-acme' },
  empty: { code: 'CANARY-empty-code', key: 'CANARY-empty-key' },
  isBuiltIn: false,
};
const proxy = new URL('http://user:CANARY%2Fproxy@proxy.example:3128');
const keyBody = 'CANARYkeyBodyOfTheClientsCertificate';
const tls = { key: `-----BEGIN PRIVATE KEY-----\n${keyBody}\n-----END PRIVATE KEY-----\n` };
const options: GateOptions = { target, credentials, proxy, tls };

describe('the gate of a run', () => {
  test.each([
    ['a key', credentials.funded.key],
    ['the key of the empty tenant', credentials.empty.key],
    ['the code of the empty tenant', credentials.empty.code],
    ["the proxy's password", 'CANARY/proxy'],
    ["the key of the client's certificate", keyBody],
  ])('refuses %s', (_, text) => {
    const { requireClean } = createRunGate(options);
    expect(() => requireClean('run.json', JSON.stringify({ note: `it is ${text}.` }))).toThrow(/run\.json: note/);
  });

  test('lets pass what the user shows in the address, and a run without credentials', () => {
    expect(() =>
      createRunGate(options).requireClean('run.json', JSON.stringify({ target: target.href })),
    ).not.toThrow();
    expect(() => createRunGate({ target }).requireClean('run.json', '{"note":"all is well"}')).not.toThrow();
  });

  test('refuses an address with a key, which every report would name', () => {
    const withKey = new URL(`http://face.example/${credentials.funded.key}`);
    expect(() => createRunGate({ ...options, target: withKey })).toThrow(/--target has a key of this run/);
  });
});
