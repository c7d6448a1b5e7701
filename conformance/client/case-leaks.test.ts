import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PartToSend } from '../wire/request.js';
import { describeSecret } from '../wire/secret-search.js';
import { createOutputSearch, leaksOnWire, secretsToSeek } from './case-leaks.js';

const text = (name: string, value: string): PartToSend => ({ type: 'text', name, value });
const secrets = secretsToSeek(
  [text('key', 'ADINS key/1234'), text('nik', '3171234567890123'), text('refNumber', 'REF-0001')],
  new Map(),
);

const onWire = (address: string, ...headers: (readonly [string, string])[]): readonly string[] =>
  leaksOnWire(secrets, [{ address, headers }]).map(({ secret, where }) => `${describeSecret(secret)} in ${where}`);

test('a secret is found in the path, the query, the name and the value of a header', () => {
  expect(onWire('/s/1/biometric/3171234567890123?key=ADINS%20key%2f1234&x', ['3171234567890123', 'x'])).toEqual([
    'the nik in the path of the address',
    'the key percent-encoded in the query of the address',
    'the nik in the name of a header',
  ]);
  expect(onWire('/s/1/biometric?refNumber=REF-0001', ['x-ref', 'REF-0001'], ['cookie', 'k=ADINS key/1234'])).toEqual([
    'the key in the header cookie',
  ]);
});

test('what all pictures of a kind begin with gives away a picture, and more of it gives away which', () => {
  const head = randomBytes(96);
  const alike = new Map(['img1', 'img2'].map((name) => [name, Buffer.concat([head, randomBytes(9000)])]));
  const found = (bytes: Buffer | undefined): readonly string[] =>
    leaksOnWire(secretsToSeek([], alike), [{ address: '/', headers: [['x', bytes?.toString('base64') ?? '']] }]).map(
      ({ secret }) => describeSecret(secret),
    );
  expect(found(head)).toEqual(['bytes of a picture in base64']);
  expect(found(alike.get('img2'))).toEqual(['bytes of img2 in base64']);
});

test('a value that another part has too is no secret', () => {
  const open = secretsToSeek([text('nik', '3171234567890123'), text('loginId', '3171234567890123')], new Map());
  const search = createOutputSearch(open);
  search.add('stdout', 'user 3171234567890123 is logged in');
  expect(search.leaks()).toEqual([]);
});

test('the streams of an output are searched apart, each across the pieces that arrive', () => {
  const search = createOutputSearch(secrets);
  search.add('stdout', 'the key is ADINS k');
  search.add('stderr', 'nothing');
  search.add('stdout', 'ey/1234, said the client');
  expect(search.leaks().map(({ where, secret }) => [where, secret.name])).toEqual([['stdout', 'key']]);
});
