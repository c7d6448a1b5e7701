import { describe, expect, test } from 'vitest';
import { criteriaFor, vitestSnippet } from '../answer/verify-snippet.js';
import type { ListedSamples } from '../api/admin-types.js';
import { adminCurlLine, quoteForShell } from '../api/curl-line.js';
import { filePart, journalEntry, textPart, violation } from '../journal-entry.test-helper.js';
import { draftOfEntry, draftOfSample, isMasked, newRefNumber } from './drafts.js';
import { curlSnippet, dartSnippet, fetchSnippet, pythonSnippet } from './snippets.js';

const samples: ListedSamples = {
  method: 'POST',
  path: '/demo/op',
  samples: [
    {
      scenario: 'success',
      headers: {},
      parts: [
        { name: 'img1', fixture: 'selfie-good', fileName: 'selfie-good.jpg' },
        { name: 'key', value: 'sample-key' },
        { name: 'tenant_code', value: 'AIT' },
        { name: 'refNumber', value: null },
      ],
    },
  ],
};
const target = { mock: 'http://m', base: 'http://m/s/x' };

describe('a draft', () => {
  test('of a sample goes to the session, with a new refNumber', () => {
    const [sample] = samples.samples;
    if (!sample) throw new Error('no sample');
    const draft = draftOfSample(sample, samples, target);
    expect(draft).toMatchObject({ method: 'POST', url: 'http://m/s/x/demo/op' });
    expect(draft.parts[0]).toEqual({
      name: 'img1',
      fileName: 'selfie-good.jpg',
      picture: 'http://m/__admin/fixtures/selfie-good',
    });
    expect(draft.parts[3]).toEqual({ name: 'refNumber', value: expect.stringMatching(/^REF\d{17}$/) });
    expect(newRefNumber(new Date(0))).toBe('REF19700101000000000');
  });

  test('of a request repeats its parts in their order, and asks for what the mock has masked', () => {
    const entry = journalEntry({
      path: '/s/x/demo/op',
      headers: { 'x-mock-scenario': 'success', 'user-agent': 'a client' },
      parts: [
        textPart('nik', '*** (16 characters)'),
        textPart('Key', '*** (13 characters)', { contractName: 'key' }),
        textPart('tenant_code', 'AIT'),
        filePart('img2', { image: '/__admin/requests/1/images/3', filename: 'a.png' }),
        filePart('img1'),
      ],
    });
    const { draft, replaced } = draftOfEntry(entry, samples, target);
    expect(draft.url).toBe('http://m/s/x/demo/op');
    expect(draft.headers).toEqual({ 'x-mock-scenario': 'success' });
    expect(draft.parts).toEqual([
      { name: 'nik', value: null },
      { name: 'Key', value: 'sample-key' },
      { name: 'tenant_code', value: 'AIT' },
      { name: 'img2', fileName: 'a.png', picture: 'http://m/__admin/requests/1/images/3' },
      { name: 'img1', fileName: 'img1.jpg', picture: 'http://m/__admin/fixtures/selfie-good' },
    ]);
    expect(replaced).toEqual(['img1']);
  });

  test('does not give the key of one tenant to another', () => {
    const entry = journalEntry({ parts: [textPart('key', '*** (4 characters)'), textPart('tenant_code', 'ACME')] });
    expect(draftOfEntry(entry, samples, target).draft.parts[0]).toEqual({ name: 'key', value: null });
  });

  test.each([
    ['*** (13 characters)', true],
    ['***', true],
    ['(600 characters)', true],
    ['a *** (13 characters)', false],
    ['', false],
  ])('takes %j for masked: %s', (value, masked) => {
    expect(isMasked(value)).toBe(masked);
  });
});

const draft = {
  method: 'POST',
  url: 'http://m/demo/op?a=$b',
  headers: { 'x-mock-scenario': 'success' },
  parts: [
    { name: 'img1', fileName: '../my "own".jpg', picture: 'http://m/x' },
    { name: 'key', value: null },
    { name: "it's", value: "@a;'$b\n" },
  ],
};

describe('the code of a draft', () => {
  test('in curl quotes for the shell, and takes secrets from the environment', () => {
    expect(curlSnippet(draft).split(' \\\n  ')).toEqual([
      'curl -i',
      "-H 'x-mock-scenario: success'",
      `-F 'img1=@"my \\"own\\".jpg"'`,
      '-F key="$EENDIGO_KIT_KEY"',
      "--form-string 'it'\\''s=@a;'\\''$b\n'",
      "'http://m/demo/op?a=$b'",
    ]);
  });

  test('in JavaScript, Python and Dart escapes for the language', () => {
    expect(fetchSnippet(draft)).toContain(
      'form.append("img1", await openAsBlob("my \\"own\\".jpg"), "my \\"own\\".jpg");',
    );
    expect(fetchSnippet(draft)).toContain('form.append("key", process.env.EENDIGO_KIT_KEY ?? \'\');');
    expect(pythonSnippet(draft)).toContain('("it\'s", (None, "@a;\'$b\\n")),');
    expect(pythonSnippet(draft)).toContain('os.environ["EENDIGO_KIT_KEY"]');
    expect(dartSnippet(draft)).toContain("request.fields['it\\'s'] = '@a;\\'\\$b\\n';");
    expect(dartSnippet(draft)).toContain("Platform.environment['EENDIGO_KIT_KEY'] ?? ''");
  });

  test('in JavaScript, Python and Dart has the files and the headers', () => {
    expect(fetchSnippet(draft)).toContain('headers: {"x-mock-scenario":"success"},');
    expect(pythonSnippet(draft)).toContain('("img1", ("my \\"own\\".jpg", open("my \\"own\\".jpg", "rb"))),');
    expect(pythonSnippet(draft)).toContain(', headers={"x-mock-scenario":"success"})');
    expect(dartSnippet(draft)).toContain(`await http.MultipartFile.fromPath('img1', 'my "own".jpg')`);
    expect(dartSnippet(draft)).toContain("request.headers['x-mock-scenario'] = 'success';");
  });

  test('of a request without a form has none', () => {
    const get = { method: 'GET', url: 'http://m/x', headers: {}, parts: [] };
    expect(curlSnippet(get)).toBe('curl -i \\\n  -X GET \\\n  http://m/x');
    expect(fetchSnippet(get)).not.toContain('FormData');
  });
});

describe('the curl line of a call', () => {
  test('quotes the body and the address', () => {
    const line = adminCurlLine({ method: 'PUT', path: '/queue', body: ["it's"] }, 'http://m/__admin/queue?session=a&b');
    expect(line).toBe(`curl -X PUT 'http://m/__admin/queue?session=a&b' --json '["it'\\''s"]'`);
    expect(adminCurlLine({ method: 'GET', path: '/x' }, 'http://m/x')).toBe('curl http://m/x');
    expect(quoteForShell('')).toBe("''");
  });
});

describe('a test made of a request', () => {
  test('verifies kind, first violation and refNumber', () => {
    const entry = journalEntry({
      id: '8',
      parts: [textPart('refNumber', 'REF-8')],
      violations: [violation()],
      answer: { kind: 'parameter-invalid' },
    });
    expect(criteriaFor(entry)).toEqual({
      kind: 'parameter-invalid',
      violations: { rule: 'parameters', part: 'tenant_code' },
      parts: { refNumber: 'REF-8' },
    });
    expect(vitestSnippet(entry)).toContain("import { createMockServer } from 'eendigo-kit/mock';");
  });

  test('leaves out what is masked', () => {
    const entry = journalEntry({
      parts: [textPart('refNumber', 'a *** (16 characters)')],
      violations: [violation({ part: '*** (9 characters)' })],
    });
    expect(criteriaFor(entry)).toEqual({ kind: 'success', violations: { rule: 'parameters' } });
  });
});
