import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOpenApi, documented, type ProfilePath, profilePaths } from '../../spec/index.js';
import type { Observed } from './profile-observer.test-helper.js';
import { closeMocks, flipped, flips, observeAll, scenariosOf, topics, witness } from './witness.test-helper.js';

let before: ReadonlyMap<ProfilePath, Observed>;
beforeAll(async () => {
  before = await observeAll();
});
afterAll(closeMocks);

describe.each(profilePaths)('the decision %s', (path) => {
  it('has one witness', () => {
    expect(topics.filter((topic) => Object.hasOwn(topic, path))).toHaveLength(1);
  });

  it('is shown by a request whose answer changes with it', async () => {
    const { answers } = flips[path];
    const unchanged = before.get(path);
    const changed = await witness(path, flipped(path));
    expect(scenariosOf(unchanged)).toEqual(answers[0]);
    expect(scenariosOf(changed)).toEqual(answers[1]);
    expect(changed).not.toEqual(unchanged);
  });

  it('changes exactly its own places in the OpenAPI document', () => {
    const { places: others = [] } = flips[path];
    const places = [new RegExp(`^x-decisions/${path.replaceAll('.', '/')}(/|$)`), ...others];
    const changed = differences(buildOpenApi(documented), buildOpenApi(flipped(path))).map(shortened);
    expect(changed.filter((place) => !places.some((expected) => expected.test(place)))).toEqual([]);
    expect(places.filter((expected) => !changed.some((place) => expected.test(place)))).toEqual([]);
  });
});

/** The pointers at which two JSON values differ, without a leading slash. A key in only one of them is one place. */
function differences(one: unknown, other: unknown, at = ''): string[] {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return Object.is(one, other) ? [] : [at];
  if (Array.isArray(one) !== Array.isArray(other)) return [at];
  if (Array.isArray(one) && Array.isArray(other) && one.length !== other.length) return [at];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) =>
    differences(Reflect.get(one, key), Reflect.get(other, key), at === '' ? key : `${at}/${key}`),
  );
}

/** A pointer without the operation's path and with unescaped names. */
function shortened(pointer: string): string {
  return pointer
    .replace(/^paths\/\/biometric\/facecompareliveness\/post\//, '')
    .replace(/\/(multipart|application)\/(form-data|json[^/]*)/, '/$1+$2');
}
