import { expect, test } from 'vitest';
import { wrongCredentials } from './credential-hints.js';

const tenant = { code: 'AIT', key: 'ADINS_key1234', balance: 1 };
const hintFor = (key: string): string => wrongCredentials({ code: 'AIT', key }, [tenant], 'exact').hint.en;

test('a key with blanks before it is recognized up to the length that a key can have', () => {
  expect(hintFor(`${' '.repeat(500)}${tenant.key}`)).toMatch(/^the key of "AIT" differs from this one only in/);
});

test('a key of megabytes is not searched for alterations, which would block the mock for seconds', () => {
  expect(hintFor(`${' '.repeat(1_000_000)}${tenant.key}`)).not.toMatch(/differs from this one/);
});
