import { hasUnknownPicture, requestName } from '../evidence/recorded-request.js';
import { countOf } from '../reports/layout.js';
import type { JsonReport } from '../reports/report-types.js';
import type { JsonCase } from './facts.js';
import type { RunFile } from './run-file.js';

type Exchange = NonNullable<JsonReport['exchanges']>[number];

/** Names what exchanges are compared by. */
export type NameExchange = (exchange: Exchange) => string;

/** Kinds of answers on which the pictures decide. */
const byPictures: readonly (string | undefined)[] = ['success', 'liveness-error', 'face-compare-error'];

/**
 * Creates the names for some runs. An exchange has the name of the case with the same request, so that it can be compared
 * with a run of the suite. Exchanges that no case has are compared by what they send. The kit cannot know what a picture shows that
 * is none of the kit's: these are compared where both sides have the same pictures, and otherwise by the kind of the answer.
 */
export function createExchangeNames(baseline: readonly RunFile[], run: RunFile): NameExchange {
  const hasSuite = [...baseline, run].some(({ report }) => report.exchanges === undefined);
  const namesOf = (files: readonly RunFile[]): ReadonlySet<string> =>
    new Set(files.flatMap(({ report }) => (report.exchanges ?? []).map(nameByPictures)));
  const [before, now] = [namesOf(baseline), namesOf([run])];
  return (exchange) => {
    const { facts, answered, request } = exchange;
    const byRequest = exchange.case ?? requestName(request);
    if (facts === undefined || !hasUnknownPicture({ ...facts, tenant: 'funded' })) return byRequest;
    const isFault = answered !== 'success' && byPictures.includes(answered);
    if (hasSuite && exchange.case !== undefined && !isFault) return exchange.case;
    const samePictures = nameByPictures(exchange);
    if (before.has(samePictures) && now.has(samePictures)) return samePictures;
    return byPictures.includes(answered) ? requestName(`${request} ${answered}`) : byRequest;
  };
}

/** A name for a request with its pictures. */
function nameByPictures({ request, evidence }: Exchange): string {
  const parts = (evidence.requests ?? []).flatMap((sent) => sent.parts);
  return requestName([request, ...parts.flatMap(({ name, sha256 }) => (sha256 ? [name, sha256] : []))].join(' '));
}

/**
 * A recording as runs, in each of which no name occurs twice: what was sent several times is in several of them. A run of
 * the suite is one run.
 */
export function runsIn({ report }: RunFile, nameOf: NameExchange): readonly JsonReport[] {
  if (report.exchanges === undefined) return [report];
  const layers: Map<string, JsonCase>[] = [new Map()];
  for (const exchange of report.exchanges) {
    if (!isComparable(exchange)) continue;
    const id = nameOf(exchange);
    const free = layers.find((layer) => !layer.has(id)) ?? new Map<string, JsonCase>();
    if (!layers.includes(free)) layers.push(free);
    free.set(id, caseOf(id, exchange));
  }
  return layers.map((layer) => ({ ...report, cases: [...layer.values()] }));
}

/** An exchange that was not passed on, or whose answer the recorder did not see, says nothing of the target. */
function isComparable({ refused, open }: Exchange): boolean {
  return refused === undefined && open === undefined;
}

function caseOf(id: string, { request, answered, durationMs, evidence }: Exchange): JsonCase {
  return {
    id,
    title: request,
    kind: answered === undefined || answered === 'outside' ? 'success' : answered,
    ...(answered === undefined ? {} : { answered }),
    tags: [],
    // A recording judges nothing.
    verdict: 'skipped',
    durationMs,
    checks: [],
    evidence,
  };
}

/** What of recordings cannot be compared, one line each. */
export function warningsOfRecordings(baseline: readonly RunFile[], run: RunFile): readonly string[] {
  const hasSuite = [...baseline, run].some(({ report }) => report.exchanges === undefined);
  return [...baseline, run].flatMap(({ file, report: { exchanges } }) => {
    if (exchanges === undefined) return [];
    const leftOut = exchanges.filter((exchange) => !isComparable(exchange)).length;
    const alone = exchanges.filter((exchange) => isComparable(exchange) && exchange.case === undefined).length;
    return [
      ...(leftOut > 0 ? [`${file}: ${countOf(leftOut, 'exchange')} without an answer of the server left out`] : []),
      ...(hasSuite && alone > 0
        ? [
            `${file}: ${countOf(alone, 'exchange')} that no case sends, which only another recording can be compared with`,
          ]
        : []),
    ];
  });
}
