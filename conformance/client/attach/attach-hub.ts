import { randomBytes } from 'node:crypto';
import type { AttachedCase, AttachedRequest, AttachMessage } from '../../protocol/attach-messages.js';
import type { ClientRequest } from '../../protocol/protocol.js';
import { readResultMessage } from '../../protocol/read-message.js';
import type { CaseEnd, GivenCase } from '../driver.js';
import { createDeadline, type Missed } from '../session/deadline.js';

/** How a client reaches the runner, which decides the addresses that it gets. */
export interface AttachedVia {
  /** The host name or address by which the client reaches the runner. */
  readonly hostname: string;
  /** The address of the runner for this client, without a slash at the end. */
  readonly baseUrl: string;
  /** The origins of the pages that the client may be. A browser does not name that of the runner's own page. */
  readonly origins: readonly string[];
}

/** Hands the cases of a run to clients that come for them. */
export interface AttachHub {
  /** Offers a case, and waits until a client has taken it and gives its result, or exceeds its time. */
  readonly offer: (given: GivenCase) => Promise<CaseEnd>;
  /** Waits for a case. Undefined when none came before `gone` resolves. The caller says whether the client got the answer. */
  readonly next: (via: AttachedVia, gone: Promise<unknown>) => Promise<NextAnswer | undefined>;
  /** Takes a result. Returns why it is not the result of a case under way, or what is wrong with it. */
  readonly result: (value: Readonly<Record<string, unknown>>) => ResultTaken;
  /** The path of a picture of a case under way. */
  readonly file: (folder: string, index: number) => string | undefined;
  /** Tells every client that comes that there are no more cases. Resolves when one has heard it, or after `graceMs`. */
  readonly stop: (graceMs: number) => Promise<void>;
}

/** The answer to a client that asks for the next case. */
export interface NextAnswer {
  readonly message: AttachMessage;
  /** The time of the case starts when the client has it. A case that did not arrive is offered again. */
  readonly sent: (hasArrived: boolean) => void;
}

/** What became of a posted result. */
export type ResultTaken =
  | { readonly is: 'taken' }
  /** It ends its case, which fails for this reason. */
  | { readonly is: 'invalid'; readonly problem: string }
  | { readonly is: 'unexpected'; readonly problem: string };

/** Tells the screen where a run stands. */
export interface AttachWatcher {
  readonly waiting: () => void;
  readonly taken: (id: string) => void;
  readonly over: (id: string) => void;
}

/** A case that is offered or taken. */
interface Offer {
  readonly given: GivenCase;
  /** The last part of the addresses of its pictures. */
  readonly folder: string;
  readonly files: string[];
  /** The time at which a client took it, in milliseconds since the epoch. */
  takenAt?: number;
  readonly handOut: () => void;
  readonly end: (end: CaseEnd) => void;
}

/** Creates the hub of a run. */
export function createAttachHub(watcher: AttachWatcher): AttachHub {
  const offered: Offer[] = [];
  const underWay = new Map<string, Offer>();
  const over = new Set<string>();
  let waiters: (() => void)[] = [];
  let isStopped = false;
  let hasHeard = (): void => {};
  const wake = (): void => {
    const woken = waiters;
    waiters = [];
    for (const waiter of woken) waiter();
  };

  const offer = async (given: GivenCase): Promise<CaseEnd> => {
    const { clientCase, limitMs, signal } = given;
    const { id } = clientCase;
    let handOut = (): void => {};
    let end = (_: CaseEnd): void => {};
    const taken = new Promise<void>((resolve) => {
      handOut = resolve;
    });
    const ended = new Promise<CaseEnd>((resolve) => {
      end = resolve;
    });
    const one: Offer = { given, folder: randomBytes(12).toString('hex'), files: [], handOut, end };
    offered.push(one);
    watcher.waiting();
    wake();
    try {
      {
        // A person starts the client, and may take any time for it.
        using interruption = createDeadline(undefined, signal);
        const missed = await Promise.race([taken, interruption.missed]);
        if (missed !== undefined) return missedEnd(missed, one);
      }
      watcher.taken(id);
      using deadline = createDeadline(limitMs, signal);
      const result = await Promise.race([ended, deadline.missed]);
      return typeof result === 'object' ? result : missedEnd(result, one);
    } finally {
      offered.splice(0, offered.length, ...offered.filter((other) => other !== one));
      underWay.delete(id);
      over.add(id);
      watcher.over(id);
    }
  };

  const next: AttachHub['next'] = async (via, gone) => {
    let isGone = false;
    const left = gone.then(() => {
      isGone = true;
    });
    for (;;) {
      if (isGone) return undefined;
      const one = offered.shift();
      if (one) {
        await one.given.allowOrigins(via.origins);
        const { id } = one.given.clientCase;
        underWay.set(id, one);
        const sent = (hasArrived: boolean): void => {
          if (hasArrived) {
            one.takenAt = Date.now();
            one.handOut();
          } else if (underWay.delete(id)) {
            offered.unshift(one);
            wake();
          }
        };
        return { message: toAttached(one, via), sent };
      }
      if (isStopped) return { message: { type: 'stop' }, sent: () => hasHeard() };
      await Promise.race([left, new Promise<void>((resolve) => waiters.push(resolve))]);
    }
  };

  return {
    offer,
    next,
    result: (value) => {
      const { id, read } = readResultMessage(value);
      if (id === undefined)
        return { is: 'unexpected', problem: 'problem' in read ? read.problem : 'the id is missing' };
      const one = underWay.get(id);
      const shown = JSON.stringify(id.slice(0, 80));
      if (!one) {
        const why = over.has(id) ? `the case ${shown} is over` : `no client has the case ${shown}`;
        return { is: 'unexpected', problem: `${why}; ask for the next case` };
      }
      underWay.delete(id);
      const times = { reportedAt: Date.now(), takenAt: one.takenAt ?? Date.now(), hasTimedOut: false };
      if ('problem' in read) {
        one.end({ ...times, report: read, notes: [] });
        return { is: 'invalid', problem: read.problem };
      }
      one.end({ ...times, report: read.report, notes: read.notes });
      return { is: 'taken' };
    },
    file: (folder, index) => [...underWay.values()].find((one) => one.folder === folder)?.files[index],
    stop: async (graceMs) => {
      isStopped = true;
      let timer: NodeJS.Timeout | undefined;
      const heard = new Promise<void>((resolve) => {
        hasHeard = resolve;
        timer = setTimeout(resolve, graceMs);
      });
      wake();
      await heard;
      clearTimeout(timer);
    },
  };
}

function missedEnd(missed: Missed, { given, takenAt }: Offer): CaseEnd {
  const problem =
    missed === 'late'
      ? `the client posted no result for "${given.clientCase.id}" within ${given.limitMs / 1000} s of taking it; with a debugger, give a longer --limit`
      : 'the run was interrupted';
  return {
    report: { problem },
    notes: [],
    hasTimedOut: missed === 'late',
    ...(takenAt === undefined ? {} : { takenAt }),
  };
}

/** The case with the addresses that this client can reach. */
function toAttached({ given: { clientCase }, folder, files }: Offer, via: AttachedVia): AttachedCase {
  const baseUrl = new URL(clientCase.baseUrl);
  baseUrl.hostname = via.hostname;
  files.length = 0;
  const request = (parts: ClientRequest): AttachedRequest =>
    Object.fromEntries(
      Object.entries(parts).map(([name, value]) => {
        if (typeof value === 'string') return [name, value];
        files.push(value.file);
        return [name, { url: `${via.baseUrl}/files/${folder}/${files.length - 1}`, filename: value.filename }];
      }),
    );
  const { earlier, ...rest } = clientCase;
  return {
    type: 'case',
    ...rest,
    baseUrl: baseUrl.href.replace(/\/$/, ''),
    request: request(clientCase.request),
    ...(earlier === undefined ? {} : { earlier: earlier.map(request) }),
  };
}
