import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createLane } from './lane.js';

/** Jobs that record when they start, and end when the test releases them. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, { end: (result: string) => void; fail: (error: Error) => void }>();
  const work = (name: string) => () =>
    new Promise<string>((end, fail) => {
      begun.push(name);
      ends.set(name, { end, fail });
    });
  return { begun, work, ends };
}

describe('a lane', () => {
  test('runs no more jobs than its limit, and starts the next one when one has ended', async () => {
    const { begun, work, ends } = works();
    const lane = createLane(2);
    const results = Promise.all(['a', 'b', 'c', 'd'].map((name) => lane(work(name))));
    await setImmediate();
    expect(begun).toEqual(['a', 'b']);
    ends.get('b')?.end('of b');
    await setImmediate();
    expect(begun).toEqual(['a', 'b', 'c']);
    ends.get('c')?.end('of c');
    ends.get('a')?.end('of a');
    await setImmediate();
    ends.get('d')?.end('of d');
    expect(await results).toEqual(['of a', 'of b', 'of c', 'of d']);
  });

  test('continues after a job fails, and after it was empty', async () => {
    const { begun, work, ends } = works();
    const lane = createLane(1);
    const failing = expect(lane(work('a'))).rejects.toThrow('broken');
    const second = lane(work('b'));
    ends.get('a')?.fail(new Error('broken'));
    await failing;
    await setImmediate();
    ends.get('b')?.end('of b');
    expect(await second).toBe('of b');
    const third = lane(work('c'));
    expect(begun).toEqual(['a', 'b', 'c']);
    ends.get('c')?.end('of c');
    expect(await third).toBe('of c');
  });
});
