import { describe, expect, it } from 'vitest';
import { createClock } from './clock.js';

const times = (text: string): readonly string[] => [0, 1, 2].map((place) => createClock(text).at(place).toISOString());

describe('a clock', () => {
  it.each([
    '2022-04-14T03:56:41Z',
    '2022-04-14 03:56:41z',
    '2022-04-14T10:56:41+07:00',
    '2022-04-14T03:56:41.000Z',
    ' Thu, 14 Apr 2022 03:56:41 GMT ',
  ])('stands still at %s', (text) => {
    expect(times(text)).toEqual(Array(3).fill('2022-04-14T03:56:41.000Z'));
  });

  it.each([
    ['2022-04-14T03:56:41Z+1s', '03:56:42', '03:56:43'],
    ['2022-04-14T03:56:41Z +90s', '03:58:11', '03:59:41'],
    ['2022-04-14T10:56:41+07:00+1s', '03:56:42', '03:56:43'],
    ['2022-04-14T03:56Z+41s', '03:56:41', '03:57:22'],
    ['Thu, 14 Apr 2022 03:56:41 GMT + 2 H', '05:56:41', '07:56:41'],
    ['2022-04-14T03:56:41Z+5m', '04:01:41', '04:06:41'],
  ])('%s adds its step for each request', (text, second, third) => {
    expect(times(text).slice(1)).toEqual([`2022-04-14T${second}.000Z`, `2022-04-14T${third}.000Z`]);
  });

  it('never leaves the years that an answer can show', () => {
    expect(createClock('9999-12-31T00:00:00Z+999999999d').at(1_000_000).toISOString()).toBe('9999-12-31T23:59:59.000Z');
  });

  it('is that of this machine without a text', () => {
    const before = Date.now();
    expect(createClock(undefined).at(5).getTime()).toBeGreaterThanOrEqual(before);
  });

  it.each([
    ['2022-04-14', 'has no time of day; write it as 2022-04-14T03:56:41Z'],
    ['2022-04-14+1s', 'has no time of day; write it as 2022-04-14T03:56:41Z'],
    ['2022-04-14T03:56:41', 'has no time zone; end it with Z for UTC, or with an offset such as +07:00'],
    ['2022-04-14T03:56:41+1s', 'has no time zone; end it with Z for UTC, or with an offset such as +07:00'],
    ['1649908601', 'is a number; write a time such as 2022-04-14T03:56:41Z'],
    ['2022-04-31T03:56:41Z', 'is not on the calendar'],
    ['2022-04-14T25:00:00Z', 'is not on the calendar'],
    ['0001-01-01T00:00:00+07:00', 'is not on the calendar, or not in the years 1 to 9999'],
    ['Fri, 14 Apr 2022 03:56:41 GMT', 'has a day that does not exist, or the wrong day of the week'],
    ['2022-04-14T03:56:41Z+1', '+1 has no unit; write +1s'],
    ['2022-04-14T03:56:41Z+1y', 'has an unknown unit; write +1s, or m, h or d for s'],
    ['2022-04-14T03:56:41Z+constructor', 'is not a time that the mock can read'],
    ['2022-04-14T03:56:41Z+1constructor', 'has an unknown unit'],
    ['2022-04-14T03:56:41Z+1234567890s', 'is too long'],
    ['2022-04-14T03:56:41Z-1s', 'is not a time that the mock can read'],
    ['now', 'is not a time that the mock can read; write it as 2022-04-14T03:56:41Z, and +1s after it'],
    ['', 'is not a time that the mock can read'],
  ])('that is %j says why it cannot be read, and how to write it', (text, message) => {
    expect(() => createClock(text)).toThrow(new RegExp(`^clock: .*${message.replaceAll('+', '\\+')}`));
  });
});
