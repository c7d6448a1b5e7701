import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contractUnder, documented, nest, type ProfilePath, withDecisions } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { mostProbes } from './limit-search.js';
import { searchAll } from './limit-search.test-helper.js';

const searching = (values: Readonly<Partial<Record<ProfilePath, unknown>>>) =>
  searchAll(contractUnder(withDecisions(documented, nest(Object.entries(values)))));

describe('a search, with the answers that a contract derives', () => {
  test('has nothing to send where the limits are the printed ones', () => {
    const found = searching({});
    expect(found.map(({ sent }) => sent)).toEqual(found.map(() => []));
    expect(found.map(({ id, accepted, refused }) => [id, accepted, refused])).toEqual([
      ['limit-selfie-maximum-bytes', 3_000_000, 3_000_001],
      ['limit-selfie-minimum-height', 600, 599],
      // A landscape picture of 600 pixels of height has at least as many of width.
      ['limit-selfie-minimum-width', 600, undefined],
      ['limit-selfie-maximum-width', 1920, 1921],
      ['limit-selfie-maximum-height', 1080, 1081],
      ['limit-ktp-maximum-bytes', 2_000_000, 2_000_001],
      ['limit-ktp-minimum-height', 720, 719],
      ['limit-ktp-minimum-width', 960, 959],
      ['limit-ktp-maximum-width', 1920, 1921],
      ['limit-ktp-maximum-height', 1080, 1081],
    ]);
  });

  test.each(['pictures.orientation', 'pictures.sizeLimit', 'pictures.megabyte'] as const)(
    'finds the printed limits too where another question decides: %s',
    (path) => {
      const other = {
        'pictures.orientation': 'as-printed',
        'pictures.sizeLimit': 'exclusive',
        'pictures.megabyte': 1_048_576,
      };
      for (const { refused, accepted, sent } of searching({ [path]: other[path] })) {
        expect(sent.length).toBeLessThanOrEqual(9);
        if (refused !== undefined) expect(Math.abs(refused - (accepted ?? 0))).toBe(1);
      }
    },
  );

  test('finds every limit of any server that accepts the smallest pictures of section 3, in few requests', () => {
    const limits = fc.record({
      'pictures.selfie.maximumBytes': fc.integer({ min: 700_000, max: 20_000_000 }),
      'pictures.selfie.maximumWidth': fc.integer({ min: 600, max: 4999 }),
      'pictures.selfie.maximumHeight': fc.integer({ min: 600, max: 1080 }),
      'pictures.ktp.maximumBytes': fc.integer({ min: 700_000, max: 20_000_000 }),
      'pictures.ktp.maximumWidth': fc.integer({ min: 960, max: 4999 }),
      'pictures.ktp.maximumHeight': fc.integer({ min: 720, max: 959 }),
      'pictures.ktp.minimumHeight': fc.integer({ min: 201, max: 720 }),
    });
    fc.assert(
      fc.property(limits, (values) => {
        const found = new Map(searching(values).map((search) => [search.id, search]));
        for (const [path, value] of Object.entries(values)) {
          const id = path
            .replace('pictures.', 'limit-')
            .replace('.', '-')
            .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
          const { accepted, refused, sent = [], limit = 'maximumBytes' } = found.get(id) ?? {};
          // A landscape picture is no higher than it is wide.
          const most =
            limit === 'maximumHeight'
              ? Math.min(value, Number(found.get(id.replace('height', 'width'))?.accepted))
              : value;
          expect([id, accepted]).toEqual([id, most]);
          if (refused !== undefined) expect(Math.abs(refused - most)).toBe(1);
          expect(sent.length).toBeLessThanOrEqual(mostProbes(limit));
          expect(new Set(sent).size).toBe(sent.length);
        }
      }),
      { numRuns: 5, seed: 7 },
    );
  });

  test('has one case for each limit of each picture, and takes at most 32 requests', () => {
    const searches = cases.flatMap(({ search }) => search ?? []);
    expect(new Set(searches.map(({ part, limit }) => `${part} ${limit}`)).size).toBe(10);
    expect(Math.max(...searches.map(({ limit }) => mostProbes(limit)))).toBe(32);
  });
});
