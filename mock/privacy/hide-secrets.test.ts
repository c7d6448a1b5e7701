import { describe, expect, test } from 'vitest';
import { createCachedHider, createSecretHider, hideInPath } from './hide-secrets.js';

describe('hiding secrets', () => {
  const hide = createSecretHider(['CANARY-key', 'AIT', '']);

  test.each([
    ['CANARY-key', '*** (10 characters)'],
    ['{"key":"CANARY-key"}', '{"key":"*** (10 characters)"}'],
    ['ktp_3171234507900123.jpg', 'ktp_*** (16 characters).jpg'],
    ['3171-2345-0790-0123', '*** (19 characters)'],
    ['317123 450790 0123', '*** (18 characters)'],
    ['data:image/jpeg;base64,/9j/4AAQSkZJRgABAQAAAQABAAD', '*** (50 characters)'],
    ['\ufffd\ufffd\u0010JFIF\0\u0001', '(9 characters)'],
  ])('%j becomes %j', (text, shown) => {
    expect(hide(text)).toBe(shown);
  });

  // A number that begins with a date of this century is not a NIK, because provinces, days and months are limited.
  test.each([
    ['2022092300010001', 'a refNumber that begins with the date'],
    ['2022092312010001', 'another one, whose middle reads like a birthday'],
    ['3171234567890123', 'no month is the 67th'],
    ['3171237207900123', 'no day is the 72nd'],
    ['3171233207900123', 'no day is the 32nd'],
    ['3171230007900123', 'no day is the 0th'],
    ['3171234500900123', 'no month is the 0th'],
    ['3171234507900000', 'serial numbers begin with 1'],
    ['2071234507900123', 'no province has this number'],
    ['2022-0923-0001-0001', 'a refNumber in groups'],
  ])('%s stays: %s', (text) => {
    expect(hide(`REF ${text}`)).toBe(`REF ${text}`);
  });

  test.each(['3171230107900123', '3171233112900123', '3171234101000001', '9471237112999999'])(
    '%s is made as a NIK is, and hidden wherever it stands',
    (nik) => {
      expect(hide(`REF ${nik}!`)).toBe('REF *** (16 characters)!');
    },
  );

  test('a secret that starts with another one is hidden completely', () => {
    const both = createSecretHider(['CANARY-key', 'CANARY-key_empty']);
    expect(both('CANARY-key_empty and CANARY-key')).toBe('*** (16 characters) and *** (10 characters)');
  });

  test('creates a new hider only for other secrets', () => {
    const hider = createCachedHider();
    const first = hider(['CANARY-key'], []);
    expect(hider(['CANARY-key'], ['CANARY-key', 'x'])).toBe(first);
    expect(hider(['CANARY-key'], ['CANARY-nik'])('CANARY-key CANARY-nik')).not.toContain('CANARY');
    expect(hider(['CANARY-other'], [])('CANARY-key CANARY-other')).toBe('CANARY-key *** (12 characters)');
    expect(first('CANARY-nik')).toBe('CANARY-nik');
  });

  test.each(['AIT', 'REF-20220923-00000001', '12345678901234567', 'tab\tand\r\nline', 'Caf\ufffd', '/9j/'])(
    '%j is no secret',
    (text) => {
      expect(hide(text)).toBe(text);
    },
  );
});

test('a secret in a path is hidden, plain or percent-encoded, and other text stays encoded', () => {
  const hide = createSecretHider(['a+b/c=d']);
  expect(hideInPath('/x/a%2Bb%2Fc%3Dd', hide)).toBe('/x/*** (7 characters)');
  expect(hideInPath('/x/a+b/c=d', hide)).toBe('/x/*** (7 characters)');
  expect(hideInPath('/x/317401%30101010001', hide)).not.toContain('3174010');
  expect(hideInPath('/x/%C3%A9/%zz', hide)).toBe('/x/%C3%A9/%zz');
});
