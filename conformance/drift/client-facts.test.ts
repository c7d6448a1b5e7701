import { describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { clientFacts } from './client-facts.js';
import type { JsonCase } from './facts.js';
import { knownForms } from './shapes.js';

const known = knownForms(await loadContract());
const request = {
  method: 'POST',
  path: '/s/1f0c-case-7/demo/biometric/facecompareliveness',
  headers: {
    host: '127.0.0.1:4321',
    'content-length': '99',
    'content-type': 'multipart/form-data; boundary=----x1y2',
    'user-agent': 'node',
    'x-request-id': 'a-1',
    'x-app': 'for REF1234 at 2026-11-27T10:00:00Z',
  },
  parts: [
    { name: 'key', value: '***' },
    { name: 'refNumber', value: 'REF1234' },
    { name: 'img1', filename: null, bytes: 7, sha256: 'ab' },
    { name: 'key', value: 'again' },
  ],
};
const testCase = {
  evidence: {
    sentAt: '',
    mayHaveBeenCharged: 0,
    refNumber: 'REF1234',
    requests: [request],
    report: { outcome: 'success', kind: 'success', fields: { trxNo: '10877', message: '', live: null } },
  },
} as unknown as JsonCase;

describe('the facts of what a client sent and reported', () => {
  test('are its request without what is new in every run, and its report', () => {
    const { kind, facts } = clientFacts(testCase, known) ?? { facts: new Map() };
    expect(kind).toBe('success success');
    expect([...facts.values()].map(({ aspect, place, value }) => `${aspect}, ${place}: ${value}`)).toEqual([
      'request, number of requests: 1',
      'request, method: POST',
      'request, path: /demo/biometric/facecompareliveness',
      'sent header, content-type: multipart/form-data; boundary=...',
      'library header, user-agent: node',
      'sent header, x-request-id: present',
      'sent header, x-app: for (refNumber) at (date)',
      'request, order of parts: key, refNumber, img1, key (2)',
      'part, key: ***',
      'part, refNumber: one word',
      'part, img1: a file of 7 bytes without a name, SHA-256 ab',
      'part, key (2): again',
      'report, trxNo: plain number',
      'report, message: ',
    ]);
  });

  test('are none where the client sent nothing, or the run did not finish the case', () => {
    expect(clientFacts({ ...testCase, evidence: undefined } as unknown as JsonCase, known)).toBeUndefined();
    expect(clientFacts({ ...testCase, cutShort: true }, known)).toBeUndefined();
  });
});
