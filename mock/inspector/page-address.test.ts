import { describe, expect, test } from 'vitest';
import { adminPath, inspectorPath, operationRoot, parsePageAddress } from './page-address.js';
import { hashOf, parsePageRoute, tabNames } from './page-route.js';

describe('the path of the page', () => {
  test.each([
    ['/', '', undefined],
    ['/__admin', '', undefined],
    ['/__admin/', '', undefined],
    ['/s/my-test/__admin', '', 'my-test'],
    ['/vendor', '/vendor', undefined],
    ['/vendor/', '/vendor', undefined],
    ['/vendor/__admin', '/vendor', undefined],
    ['/vendor/s/my-test/__admin', '/vendor', 'my-test'],
    ['/s/a%7Eb/__admin', '', 'a~b'],
  ])('%s is of the mock at %j and the session %j', (path, root, session) => {
    expect(parsePageAddress(path)).toEqual({ root, session });
  });

  test('yields the addresses of the admin API, with the session in the query', () => {
    expect(adminPath({ root: '', session: undefined }, '/queue')).toBe('/__admin/queue');
    expect(adminPath({ root: '/v', session: 'a b&c' }, '/queue')).toBe('/v/__admin/queue?session=a%20b%26c');
    expect(adminPath({ root: '', session: 's' }, '/requests?limit=0')).toBe('/__admin/requests?limit=0&session=s');
  });

  test('yields the addresses of other sessions and of the operation', () => {
    expect(inspectorPath({ root: '/v', session: 'one' }, undefined)).toBe('/v/__admin');
    expect(inspectorPath({ root: '/v', session: undefined }, 'two')).toBe('/v/s/two/__admin');
    expect(operationRoot({ root: '/v', session: 'two' })).toBe('/v/s/two');
    expect(operationRoot({ root: '', session: undefined })).toBe('');
  });
});

describe('the fragment of the address', () => {
  test('selects a request or a tab, and is written the same way', () => {
    for (const hash of ['#/requests/8', ...tabNames.map((name) => `#/${name}`), '#/'])
      expect(hashOf(parsePageRoute(hash))).toBe(hash);
  });

  test.each(['', '#', '#/requests/', '#/requests/x', '#/requests/8/9', '#/nothing', `#/requests/${'9'.repeat(40)}`])(
    '%j selects the list',
    (hash) => {
      expect(parsePageRoute(hash)).toEqual({ view: 'list' });
    },
  );
});
