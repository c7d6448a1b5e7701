import { describe, expect, test } from 'vitest';
import { hiddenInPath, hidesSecrets } from './hide-secrets.js';

describe('hiding secrets', () => {
  const hide = hidesSecrets(['CANARY-key', 'AIT', '']);

  test.each([
    ['CANARY-key', '*** (10 characters)'],
    ['{"key":"CANARY-key"}', '{"key":"*** (10 characters)"}'],
    ['ktp_3171234567890123.jpg', 'ktp_*** (16 characters).jpg'],
    ['3171-2345-6789-0123', '*** (19 characters)'],
    ['317123 456789 0123', '*** (18 characters)'],
    ['data:image/jpeg;base64,/9j/4AAQSkZJRgABAQAAAQABAAD', '*** (50 characters)'],
    ['\ufffd\ufffd\u0010JFIF\0\u0001', '(9 characters)'],
  ])('%j becomes %j', (text, shown) => {
    expect(hide(text)).toBe(shown);
  });

  test.each(['AIT', 'REF-20220923-00000001', '12345678901234567', 'tab\tand\r\nline', 'Caf\ufffd', '/9j/'])(
    '%j is no secret',
    (text) => {
      expect(hide(text)).toBe(text);
    },
  );
});

test('a secret in an address is hidden as it is and percent-encoded, and what is no secret stays encoded', () => {
  const hide = hidesSecrets(['a+b/c=d']);
  expect(hiddenInPath('/x/a%2Bb%2Fc%3Dd', hide)).toBe('/x/*** (7 characters)');
  expect(hiddenInPath('/x/a+b/c=d', hide)).toBe('/x/*** (7 characters)');
  expect(hiddenInPath('/x/317401%30101010001', hide)).not.toContain('3174010');
  expect(hiddenInPath('/x/%C3%A9/%zz', hide)).toBe('/x/%C3%A9/%zz');
});
