import { KitError } from '../../spec/index.js';

/** The time that answers and ledger show. */
export interface Clock {
  /** Returns the time of a request by its place among those of its session, from 0. */
  readonly at: (place: number) => Date;
  /** Whether the time depends on the place. */
  readonly isStepping: boolean;
}

const unitMs: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** Dates of answers have years with four digits. */
const [firstMs, lastMs] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59Z')];

/** The time of this machine. */
const machineClock: Clock = { at: () => new Date(), isStepping: false };

/**
 * Creates a clock from its text: a time, which stands still, or a time and what each request adds to it, such as
 * `2022-04-14T03:56:41Z+1s`. Without a text it is the time of this machine.
 *
 * @throws KitError `usage` with the reason and the remedy, for a text that is no clock
 */
export function createClock(text: string | undefined): Clock {
  if (text === undefined) return machineClock;
  const [, time = '', step] = /^\s*(.*?)\s*(?:\+\s*(\d+\s*[a-z]*))?\s*$/is.exec(text) ?? [];
  // The digits of an offset such as +0700 are no step.
  const isStep = step !== undefined && (/[a-z]/i.test(step) || timeOf(time) !== undefined);
  const start = timeOf(isStep ? time : text.trim());
  if (start === undefined) throw wrongClock(timeProblem(isStep ? time : text.trim()));
  const stepMs = isStep ? stepOf(step) : 0;
  return { at: (place) => new Date(Math.min(start + place * stepMs, lastMs)), isStepping: stepMs > 0 };
}

const isoTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/i;

/** Returns a time as milliseconds; undefined if it cannot be read, or does not exist. */
function timeOf(text: string): number | undefined {
  const [, day = '', minute = '', second = '00', fraction = '', zone = ''] = isoTime.exec(text) ?? [];
  if (day === '') return httpDateOf(text);
  const local = `${day}T${minute}:${second}`;
  const localMs = Date.parse(`${local}Z`);
  // Date.parse turns 31 April into 1 May.
  if (Number.isNaN(localMs) || !new Date(localMs).toISOString().startsWith(local)) return undefined;
  const ms = Date.parse(`${local}${fraction}${zone.toUpperCase()}`);
  return isShowable(ms) ? ms : undefined;
}

/** Reads a date as the document prints it: `Thu, 14 Apr 2022 03:56:41 GMT`. */
function httpDateOf(text: string): number | undefined {
  const ms = Date.parse(text);
  return isShowable(ms) && new Date(ms).toUTCString() === text ? ms : undefined;
}

function isShowable(ms: number): boolean {
  return ms >= firstMs && ms <= lastMs;
}

function stepOf(text: string): number {
  const [, count = '', unit = ''] = /^(\d+)\s*([a-z]*)$/i.exec(text) ?? [];
  if (unit === '') throw wrongClock(`+${count} has no unit; write +${count}s, or m, h or d for minutes, hours or days`);
  const ms = unitMs.get(unit.toLowerCase());
  if (ms === undefined) throw wrongClock('its step has an unknown unit; write +1s, or m, h or d for s');
  if (count.length > 9) throw wrongClock('its step is too long; add at most 999999999 units for each request');
  return Number(count) * ms;
}

const example = '2022-04-14T03:56:41Z';

/** Says why a time cannot be read, and how to write it. No text of the caller is repeated. */
function timeProblem(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return `has no time of day; write it as ${example}`;
  if (/^\d+$/.test(text)) return `is a number; write a time such as ${example}`;
  if (isoTime.test(`${text}Z`)) return 'has no time zone; end it with Z for UTC, or with an offset such as +07:00';
  if (isoTime.test(text)) return 'is not on the calendar, or not in the years 1 to 9999; correct day and time';
  if (/^[a-z]{3}, \d\d [a-z]{3} \d{4} [\d:]{8} GMT$/i.test(text))
    return `has a day that does not exist, or the wrong day of the week; correct it, or write it as ${example}`;
  return `is not a time that the mock can read; write it as ${example}, and +1s after it to add a second for each request`;
}

function wrongClock(reason: string): KitError {
  return new KitError('usage', `clock: ${reason}`);
}
