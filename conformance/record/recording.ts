import { type Contract, exitCodes } from '../../spec/index.js';
import { caseLike, type RecordedFacts, requestInWords } from '../evidence/recorded-request.js';
import { originOfReport } from '../reports/json.js';
import { countOf } from '../reports/layout.js';
import type { JsonReport } from '../reports/report-types.js';
import type { Credential, Credentials } from '../wire/credentials.js';
import type { RecordedExchange, SentCredentials } from './exchange.js';
import { roleOf } from './tenants.js';

/** Collects the exchanges of a recorder, and makes their report. */
export interface Recording {
  readonly add: (exchange: RecordedExchange, sent: SentCredentials | undefined) => void;
  readonly exchanges: () => readonly RecordedExchange[];
  readonly report: (end: RecordingEnd) => JsonReport;
}

/** How a recording ended. */
export interface RecordingEnd {
  readonly exit: { readonly code: number; readonly reason: string };
  /** Why exchanges are open. Absent where none is. */
  readonly cutShort?: string;
  readonly durationMs: number;
}

/** What a recording is of. */
export interface RecordingAbout {
  readonly target: URL;
  readonly contract: Contract;
  readonly credentials: Credentials | undefined;
  readonly startedAt: Date;
  /** The budget. 0 where no call is charged. */
  readonly mayBeCharged: number;
}

/** Creates an empty recording. The credentials that requests sent stay in memory. */
export function createRecording({ target, contract, credentials, startedAt, mayBeCharged }: RecordingAbout): Recording {
  const kept: { readonly exchange: RecordedExchange; readonly sent: SentCredentials | undefined }[] = [];
  const vouched = (): readonly Credential[] =>
    kept.flatMap(({ exchange: { answered }, sent }) =>
      answered === 'success' && sent?.code && sent.key ? [{ code: sent.code, key: sent.key }] : [],
    );
  return {
    add: (exchange, sent) => kept.push({ exchange, sent }),
    exchanges: () => kept.map(({ exchange }) => exchange),
    report: ({ exit, cutShort, durationMs }) => {
      const known = vouched();
      const exchanges = kept
        .toSorted((one, other) => one.exchange.number - other.exchange.number)
        .map(({ exchange, sent }) =>
          exchangeOf(
            exchange,
            exchange.facts && { ...exchange.facts, tenant: roleOf(sent ?? noCredentials, credentials, known) },
          ),
        );
      return {
        format: 1,
        ...originOfReport(),
        direction: 'server',
        subject: target.href,
        profile: { name: contract.profile, decisions: { ...contract.decisions } },
        plan: { cases: 0, sent: 0, mayBeCharged },
        startedAt: startedAt.toISOString(),
        durationMs,
        ...(cutShort === undefined ? {} : { cutShort }),
        exit: exit as JsonReport['exit'],
        summary: { passed: 0, failed: 0, inconclusive: 0, known: 0, error: 0, skipped: 0 },
        causes: [],
        readings: [],
        cases: [],
        exchanges,
      };
    },
  };
}

const noCredentials: SentCredentials = { code: undefined, key: undefined };

type JsonExchange = NonNullable<JsonReport['exchanges']>[number];

function exchangeOf(exchange: RecordedExchange, facts: RecordedFacts | undefined): JsonExchange {
  const { number, method, path, answered, violations, refused, isOpen, durationMs, evidence } = exchange;
  const same = facts && caseLike(facts);
  return {
    id: `exchange-${number}`,
    request: facts ? requestInWords(facts) : `${method} ${path}`,
    ...(same ? { case: same.id } : {}),
    ...(answered === undefined ? {} : { answered }),
    violations: violations.map((violation) => ({ ...violation })),
    ...(facts ? { facts } : {}),
    ...(refused === undefined ? {} : { refused }),
    ...(isOpen ? { open: isOpen } : {}),
    durationMs,
    evidence: { ...evidence, sentAt: evidence.sentAt.toISOString() },
  };
}

/** The exit code of a recording: what was refused, and what was not recorded to its end, is never a success. */
export function exitOfRecording(exchanges: readonly RecordedExchange[], isOverBudget: boolean): RecordingEnd['exit'] {
  const open = exchanges.filter(({ isOpen }) => isOpen).length;
  if (open > 0)
    return { code: exitCodes.inconclusive, reason: `${open} of ${exchanges.length} exchanges ended without an answer` };
  if (isOverBudget) return { code: exitCodes.budget, reason: 'the budget refused a call' };
  return exchanges.length === 0
    ? { code: exitCodes.inconclusive, reason: 'nothing was recorded' }
    : { code: exitCodes.passed, reason: `${countOf(exchanges.length, 'exchange')} recorded` };
}
