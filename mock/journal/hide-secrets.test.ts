import { describe, expect, test } from 'vitest';
import { hidesSecrets } from './hide-secrets.js';

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
