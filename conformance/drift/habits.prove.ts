import { expect, test } from 'vitest';
import { frameworkHabits } from '../peers/habits/frameworks.js';
import { valueHabits, writingHabits } from '../peers/habits/writing.js';
import { startReferenceServer } from '../peers/reference/server.js';
import { driftOf, runFor, sentencesOf } from './drift.test-helper.js';

test.each([...writingHabits, ...frameworkHabits, ...valueHabits])(
  'runs on one server that $id have no difference',
  async ({ behave }) => {
    await using server = await startReferenceServer(behave());
    const old = await runFor(server.url);
    for (let time = 0; time < 2; time++) expect(sentencesOf(driftOf(old, await runFor(server.url)))).toEqual([]);
  },
);
