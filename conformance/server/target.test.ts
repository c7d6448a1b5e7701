import { describe, expect, test } from 'vitest';
import { servers } from '../../spec/index.js';
import { requireAllowed } from './target.js';

const production = new URL(servers.find(({ environment }) => environment === 'production')?.url ?? '');
const own = new URL('https://face.example/v1');

describe('a run on production', () => {
  test.each([
    ['the vendor, without a host', production, undefined, undefined],
    ['the vendor, with another host', production, 'face.example', undefined],
    ['the vendor, with the host and its path', production, `${production.hostname}/`, undefined],
    ['a target that is marked, without a host', own, undefined, true],
    ['a target that is marked, with another host', own, production.hostname, true],
  ])('is refused for %s, and the error names the host to give', (_, target, host, isMarked) => {
    expect(() => requireAllowed(target, host, isMarked)).toThrow(
      `is production, where every call costs money; give --allow-production ${target.hostname} to run there`,
    );
  });

  test('is refused where the targets file says that the vendor has no production there', () => {
    expect(() => requireAllowed(production, production.hostname, false)).toThrow(/correct the url or the file/);
  });

  test('may begin for the host that the user names', () => {
    expect(() => requireAllowed(production, production.hostname)).not.toThrow();
    expect(() => requireAllowed(own, own.hostname, true)).not.toThrow();
    expect(() => requireAllowed(own, undefined)).not.toThrow();
  });
});
