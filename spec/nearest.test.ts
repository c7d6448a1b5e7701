import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.js';

describe('the nearest name', () => {
  it.each([
    ['prot', 'port'],
    ['tls-key', 'tlsKey'],
    ['ADMINTOKEN', 'adminToken'],
    ['adminTokn', 'adminToken'],
    ['hosts', 'host'],
  ])('to %s is %s', (word, meant) => {
    expect(nearest(word, ['port', 'host', 'tlsKey', 'adminToken'])).toBe(meant);
  });

  it('is undefined when no name is near, even for a very long word', () => {
    expect(nearest('colour', ['port', 'host'])).toBeUndefined();
    expect(nearest('x'.repeat(1_000_000), ['port', 'host'])).toBeUndefined();
    expect(nearest('port', [])).toBeUndefined();
  });
});
