import type { ReferenceBehaviour } from '../reference/server.js';
import { referenceBehaviour } from '../reference/server.js';
import { type BrokenServer, brokenReference } from './broken-server.js';

const minuteMs = 60_000;
const shifted = (id: string, shiftMs: number, cases: readonly string[] = ['success-all-parts']): BrokenServer =>
  brokenReference(id, 'date-now', cases, () => ({ now: () => new Date(Date.now() + shiftMs) }));

/** A clock that is three seconds later in every answer, so that a short run sees the time pass. Its time is the HTTP Date. */
function createSteppingClock() {
  const started = Date.now();
  let answers = 0;
  return {
    now: () => new Date(started + answers * 3000),
    send: (response, answer, text) => {
      const date = new Date(started + answers * 3000).toUTCString();
      answers++;
      referenceBehaviour.send(response, { ...answer, headers: { ...answer.headers, Date: date } }, text);
    },
  } satisfies Partial<ReferenceBehaviour>;
}

const threeSuccesses = ['success-all-parts', 'success-again', 'success-required-parts-only'];

/** Servers whose time in the body is not that of the answer. */
export const serversWithWrongTimes: readonly BrokenServer[] = [
  brokenReference('answers with the moment of its start', 'date-moves', threeSuccesses, () => {
    const { now, send } = createSteppingClock();
    const started = now();
    return { send, now: () => started };
  }),
  brokenReference('formats the time once in 20 answers', 'date-moves', threeSuccesses, () => {
    const { now, send } = createSteppingClock();
    let cached = now();
    let uses = 0;
    return {
      send,
      now: () => {
        if (uses++ % 20 === 0) cached = now();
        return cached;
      },
    };
  }),
  shifted('is three minutes slow', -3 * minuteMs),
  shifted('is ten minutes fast', 10 * minuteMs),
  shifted('is an hour fast', 60 * minuteMs),
  shifted('is eight hours fast', 8 * 60 * minuteMs),
  shifted('is seven hours slow', -7 * 60 * minuteMs),
  shifted('has the time of yesterday', -24 * 60 * minuteMs, ['selfie-no-face']),
];
