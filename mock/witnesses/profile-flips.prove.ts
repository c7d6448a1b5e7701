import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProfilePath, profilePaths } from '../../spec/index.js';
import type { Observed } from './profile-observer.test-helper.js';
import { closeMocks, flipped, flips, observeAll, scenariosOf, witness, witnessed } from './witness.test-helper.js';

let before: ReadonlyMap<ProfilePath, Observed>;
beforeAll(async () => {
  before = await observeAll();
});
afterAll(closeMocks);

describe.each(profilePaths)('the decision %s', (path) => {
  it('leaves the answers to all other witnesses unchanged, except where it governs them', async () => {
    const { also = [], answers, changes = (observed: Observed) => observed } = flips[path];
    const others = witnessed.filter((other) => other !== path);
    await Promise.all(
      others.map(async (other) => {
        const unchanged = before.get(other);
        const changed = await witness(other, flipped(path));
        if (also.includes(other)) {
          expect(scenariosOf(changed), other).toEqual(answers[1]);
          expect(scenariosOf(unchanged), other).toEqual(answers[0]);
        } else expect(changed, other).toEqual(unchanged && changes(unchanged));
      }),
    );
  });
});
