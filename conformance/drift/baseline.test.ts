import { describe, expect, test } from 'vitest';
import { changeAnswer, type Deviation, setHeader, setStatus } from '../peers/broken/deviations.js';
import { driftOf, runWith, sentencesOf } from './drift.test-helper.js';

const ids = ['missing-key', 'missing-img1', 'success-all-parts'];
const plain = () => runWith(() => undefined, { ids });
const tagged = (value: string) =>
  runWith(
    setHeader('X-Node', () => value),
    { ids },
  );

describe('a baseline of several runs', () => {
  test('knows a header that comes and goes: present or absent, it is no drift', async () => {
    const baseline = [await tagged('a'), await plain(), await tagged('a')];
    expect(driftOf(...baseline, await tagged('a')).differences).toEqual([]);
    const absent = driftOf(...baseline, await plain());
    expect(sentencesOf(absent)).toEqual([
      'noise: the header x-node of 3 cases was present in 2 of 3 runs, now absent: it comes and goes in the baseline too',
    ]);
    expect(absent.exit.code).toBe(0);
    expect(driftOf(await tagged('a'), await plain()).exit.code).toBe(4);
  });

  test('knows a key that comes and goes, and what is inside it', async () => {
    const debugging: Deviation = changeAnswer(({ body }) => ({ body: { ...body, debug: { node: 'a' } } }));
    const debug = () => runWith(debugging, { ids });
    const sentences = sentencesOf(driftOf(await debug(), await plain(), await plain()));
    expect(sentences.filter((sentence) => sentence.includes('the key '))).toEqual([
      'noise: the key debug of 3 cases was present in 1 of 2 runs, now absent: it comes and goes in the baseline too',
    ]);
  });

  test('knows every value that it has seen, and that a value varies', async () => {
    const baseline = [await tagged('web-1'), await tagged('web-2')];
    expect(driftOf(...baseline, await tagged('web-2')).differences).toEqual([]);
    expect(sentencesOf(driftOf(...baseline, await tagged('web-3')))).toEqual([
      'noise: the header x-node of 3 cases was one of 2 values, now "web-3": its value varies in the baseline too',
    ]);
    expect(sentencesOf(driftOf(...baseline, await tagged('down for repair')))).toEqual([
      'breaking: the header x-node of 3 cases was "web-1" or another known value, now "down for repair": a client that compares it breaks',
    ]);
  });

  test('knows each kind and status that it has seen', async () => {
    const other = () => runWith((answer) => (answer.kind === 'success' ? undefined : setStatus(400)(answer)), { ids });
    const baseline = [await plain(), await other()];
    expect(driftOf(...baseline, await other()).differences).toEqual([]);
    const third = await runWith((answer) => (answer.kind === 'success' ? undefined : setStatus(422)(answer)), { ids });
    expect(sentencesOf(driftOf(...baseline, third))[0]).toBe(
      'breaking: 2 cases were answered parameter-invalid with 200 or 400, now with 422: a client that expects 200 or 400 breaks',
    );
  });
});
