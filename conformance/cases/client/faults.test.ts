import { describe, expect, test } from 'vitest';
import { faultNames, isAnswerReadable } from '../../../mock/index.js';
import { cases } from '../index.js';
import { clientFaultCases } from './faults.js';

const withFault = clientFaultCases.flatMap((testCase) =>
  testCase.fault ? [{ ...testCase, fault: testCase.fault }] : [],
);
const idsWith = (rightReport: string): readonly string[] => [
  ...new Set(withFault.filter((one) => one.rightReport === rightReport).map(({ fault: { type } }) => type)),
];

describe('the cases with faults', () => {
  test('give a client every fault of the mock', () => {
    const tried = new Set(
      cases.flatMap(({ directions, fault }) => (directions.includes('client') && fault ? [fault.type] : [])),
    );
    expect(faultNames.filter((name) => !tried.has(name))).toEqual([]);
    expect(withFault.length).toBeGreaterThanOrEqual(35);
  });

  test('judge those in which all right clients agree, and record the others', () => {
    expect(idsWith('transport-error')).toEqual(
      expect.arrayContaining([
        'slow-body',
        'stall-body',
        'reset-body',
        'empty-reply',
        'garbage',
        'chunk-error',
        'wrong-length',
        'server-error',
        'unavailable',
        'gateway-timeout',
        'too-many-requests',
        'corrupt-gzip',
        'redirect',
      ]),
    );
    expect(idsWith('answer')).toEqual(
      expect.arrayContaining([
        'stall-upload',
        'header-case',
        'wrong-content-type',
        'extra-keys',
        'duplicate-keys',
        'missing-trx-no',
      ]),
    );
    expect(idsWith('either')).toEqual(['gzip', 'byte-order-mark', 'utf-16', 'latin-1']);
  });

  test('demand an answer only where it can be read, and a transport error only where it cannot, or comes too late', () => {
    for (const { id, fault, rightReport, timeoutMs } of withFault) {
      const isWanted = rightReport !== 'transport-error';
      expect([id, isWanted]).toEqual([id, isAnswerReadable(fault.type) && timeoutMs === undefined]);
    }
  });

  test('end with one without a fault, for clients that stay', () => {
    expect(clientFaultCases.at(-1)?.id).toBe('success-after-faults');
  });
});
