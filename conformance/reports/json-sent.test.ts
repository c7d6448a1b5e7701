import { expect, test } from 'vitest';
import { createJsonReport } from './json.js';
import { createFinding, createTestReport, createTestResult } from './run-report.test-helper.js';

const evidence = { refNumber: 'KIT0001', sentAt: new Date(), mayHaveBeenCharged: 1 };
const result = createTestResult('success-all-parts', [createFinding('200', '401')], { evidence });

test('the JSON report has of each case the parts that it sent, with variables for secrets and no bytes', () => {
  const [found] = createJsonReport(createTestReport([result]), 'documented').cases;
  expect(found?.sent?.slice(0, 5)).toEqual([
    {
      name: 'img1',
      as: 'file, image/jpeg',
      content: expect.stringMatching(/^selfie-max\.jpg, .*1920 x 1080, [\d,]+ bytes\)$/),
    },
    { name: 'img2', as: 'file, image/jpeg', content: expect.stringMatching(/^ktp-max\.jpg, /) },
    { name: 'key', as: 'text', content: '$EENDIGO_KIT_KEY' },
    { name: 'tenant_code', as: 'text', content: '$EENDIGO_KIT_TENANT_CODE' },
    { name: 'refNumber', as: 'text', content: 'KIT0001' },
  ]);
  expect(found?.sent?.find(({ name }) => name === 'nik')?.content).toBe('***');
});

test('the JSON report names the document, and where the run took place', () => {
  const { document, environment } = createJsonReport(createTestReport([result]), 'documented');
  expect(document).toEqual({ title: 'Liveness + Face Compare', version: '1.00', published: 'September 2022' });
  expect(environment).toEqual({ node: process.versions.node, platform: process.platform, arch: process.arch });
});

test('the JSON report of a case that sent nothing has no parts', () => {
  const skipped = createTestResult('success-all-parts', []);
  expect(createJsonReport(createTestReport([skipped]), 'documented').cases[0]).not.toHaveProperty('sent');
});
