import { describe, expect, test } from 'vitest';
import { documented } from '../../../spec/index.js';
import { createTestResult } from '../run-report.test-helper.js';
import { flipsOf, possibleValues } from './flips.js';

const answered = (id: string, body: object, status = 200) =>
  createTestResult(id, [], {
    received: { status, headers: {}, text: JSON.stringify(body), durationMs: 1, receivedAt: 1 },
  });
const tooLarge = (message: string) => answered('selfie-too-large', { status: 'FAILED', message });

describe('the possible values of a decision', () => {
  test('are those of its list, those of the readings, and those in the answers', () => {
    const values = possibleValues([answered('missing-key', { status: 'No', message: 'x' }, 418)]);
    expect(values.get('pictures.megabyte')).toEqual([1_000_000, 1_048_576]);
    expect(values.get('parts.trimmed')).toEqual([false, true]);
    expect(values.get('status.invalid-credentials')).toEqual(expect.arrayContaining([200, 401, 418]));
    expect(values.get('answers.statusWords.failure')).toContain('No');
  });

  test('are only those that a profile may have', () => {
    const values = possibleValues([tooLarge('x'.repeat(201)), answered('missing-key', {}, 304)]);
    expect(values.get('answers.imageTooLargeMessage')?.filter((value) => String(value).startsWith('xx'))).toEqual([]);
    expect(values.get('status.success')).not.toContain(304);
  });

  test('are none that a terminal would not show, or would obey', () => {
    for (const message of ['\u001b[2J', 'a\u00a0b', 'a\nb'])
      expect(possibleValues([tooLarge(message)]).get('answers.imageTooLargeMessage')).not.toContain(message);
    expect(possibleValues([tooLarge('Too big')]).get('answers.imageTooLargeMessage')).toContain('Too big');
  });
});

describe('the flips of a profile', () => {
  test('differ from it in one decision, and contradict themselves in none', () => {
    const values = possibleValues([answered('missing-key', { status: 'Success' })]);
    expect(values.get('answers.statusWords.failure')).toContain('Success');
    const flips = flipsOf(documented, values);
    expect(flips.filter(({ path, value }) => path === 'answers.statusWords.failure' && value === 'Success')).toEqual(
      [],
    );
    expect(flips.find(({ path }) => path === 'parts.trimmed')).toMatchObject({
      value: true,
      profile: { parts: { trimmed: true }, status: documented.status },
    });
  });
});
