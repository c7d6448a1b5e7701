import { KitError, readTextFile, reasonOf } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { cases as allCases } from '../cases/index.js';
import { isObject, type JsonObject, parseJson } from '../wire/answer.js';
import type { EvidenceAbout } from './evidence-file.js';
import { type CaseResult, createCutShortResult, type Evidence, type Verdict } from './verdict.js';

/** What a run that was cut short has left: a JSON report, or the results that a killed run has written. */
export interface EarlierRun {
  /** Every case of the run. */
  readonly cases: readonly TestCase[];
  /** The results of the cases that have one. */
  readonly results: readonly CaseResult[];
  /** The cases whose call was sent and has no answer, as results. The server may have charged them. */
  readonly inFlight: readonly CaseResult[];
  /** The cases that it decided not to send, as results with the reason. */
  readonly skipped: readonly CaseResult[];
  /** What could not be read, one line each. */
  readonly notes: readonly string[];
}

/** Why a case is not sent again. */
const inFlightReason =
  'its call was in flight when the earlier run ended; the server may have charged it, so it is sent again only if --only names it';

/**
 * Reads what an earlier run has left. `isCharged` says whether its server charges.
 *
 * @throws KitError `setup` for a file that is none, and `usage` for a run of another direction, target or profile
 */
export async function readEarlierRun(file: string, about: EvidenceAbout, isCharged: boolean): Promise<EarlierRun> {
  const text = await readTextFile(file).catch((error: unknown) => {
    if (error instanceof KitError) throw error;
    throw new KitError(
      'setup',
      `${file}: cannot be read (${reasonOf(error)}); give a JSON report or its .partial file`,
      {
        cause: error,
      },
    );
  });
  const whole = parseJson(text);
  const left =
    isObject(whole) && Array.isArray(whole['cases']) && whole['type'] === undefined
      ? readReportOf(whole)
      : readLines(file, text);
  const { head } = left;
  if (head === undefined)
    throw new KitError('setup', `${file}: is neither a JSON report nor the results of a killed run; give one of them`);
  if (left.isRecording)
    throw new KitError('usage', `${file}: is a recording, which has no cases; give the report of a run of the cases`);
  requireSame(file, head, about);
  const results = new Map<string, CaseResult>();
  const inFlight = new Map<string, CaseResult>();
  const skipped = new Map<string, CaseResult>();
  for (const { id, line } of left.sent) {
    const testCase = findCase(file, id);
    const evidence = {
      ...(typeof line['refNumber'] === 'string' ? { refNumber: line['refNumber'] } : {}),
      sentAt: new Date(String(line['at'])),
      mayHaveBeenCharged: isCharged ? 1 : 0,
      transportError: 'the run ended before the answer came',
    };
    inFlight.set(id, { ...createCutShortResult(plannedOf(testCase, line), inFlightReason), evidence });
  }
  for (const line of left.results) {
    const result = readResult(file, line);
    const { id } = result.case;
    if (result.cutShort && result.evidence) inFlight.set(id, { ...result, reason: inFlightReason });
    else if (result.evidence && !result.cutShort) {
      inFlight.delete(id);
      results.set(id, result);
    } else if (!result.cutShort && result.verdict === 'skipped') skipped.set(id, result);
  }
  return {
    cases: left.ids ? left.ids.map((id) => findCase(file, id)) : allCases,
    results: [...results.values()],
    inFlight: [...inFlight.values()],
    skipped: [...skipped.values()],
    notes: left.notes,
  };
}

/** A file, taken apart. */
interface Left {
  /** What it says of the run. */
  readonly head: JsonObject | undefined;
  /** The ids of all cases. Absent where the file does not list them. */
  readonly ids?: readonly string[];
  readonly sent: readonly { readonly id: string; readonly line: JsonObject }[];
  readonly results: readonly JsonObject[];
  readonly notes: readonly string[];
  /** Whether it holds what a recorder passed on. */
  readonly isRecording: boolean;
}

function readReportOf(report: JsonObject): Left {
  const results = (report['cases'] as readonly unknown[]).filter(isObject);
  const { profile } = report;
  // The whole profile, or its name alone.
  const head = { ...report, profile: isObject(profile) ? profile['name'] : profile };
  return {
    head,
    ids: results.map(({ id }) => String(id)),
    sent: [],
    results,
    notes: [],
    isRecording: 'exchanges' in report,
  };
}

/** Reads the lines of a killed run. Its last line may be unfinished. */
function readLines(file: string, text: string): Left {
  const notes: string[] = [];
  const lines = text.split('\n').flatMap((line, index): JsonObject[] => {
    if (line.trim() === '') return [];
    const value = parseJson(line);
    if (isObject(value)) return [value];
    notes.push(`${file}: line ${index + 1} is unfinished and is ignored`);
    return [];
  });
  const ofType = (type: string): readonly JsonObject[] => lines.filter((line) => line['type'] === type);
  const [head] = ofType('run');
  const ids = head?.['cases'];
  return {
    head,
    ...(Array.isArray(ids) ? { ids: ids.map(String) } : {}),
    // The control is none of the cases.
    sent: ofType('sending').flatMap((line) => (line['id'] === 'control' ? [] : [{ id: String(line['id']), line }])),
    results: ofType('result'),
    notes,
    isRecording: ofType('exchange').length > 0,
  };
}

function requireSame(file: string, head: JsonObject, { direction, subject, profile }: EvidenceAbout): void {
  const differ = (what: string, was: unknown, is: string, remedy: string): KitError =>
    new KitError('usage', `${file}: is of a run ${what} ${String(was)}, and this run is ${what} ${is}; ${remedy}`);
  if (head['direction'] !== direction)
    throw differ('on a', head['direction'], direction, `give the file of a run on a ${direction}`);
  if (head['subject'] !== subject)
    throw differ('on', head['subject'], subject, `give --target ${String(head['subject'])}, or another file`);
  if (head['profile'] !== profile)
    throw differ(
      'under the profile',
      head['profile'],
      profile,
      `give --profile ${String(head['profile'])}, or another file`,
    );
}

const verdicts: ReadonlySet<unknown> = new Set<Verdict>(['passed', 'failed', 'inconclusive', 'error', 'skipped']);

function readResult(file: string, { type: _, title: __, tags: ___, ...line }: JsonObject): CaseResult {
  const { id, verdict, checks, evidence, ...rest } = line;
  const isWhole =
    verdicts.has(verdict) &&
    Array.isArray(checks) &&
    checks.every((check) => isObject(check) && typeof check['id'] === 'string' && typeof check['outcome'] === 'string');
  if (!isWhole)
    throw new KitError('setup', `${file}: the result of ${JSON.stringify(id)} is damaged; give an unchanged file`);
  const testCase = findCase(file, String(id));
  const sent = isObject(evidence) ? { evidence: { ...evidence, sentAt: new Date(String(evidence['sentAt'])) } } : {};
  return {
    durationMs: 0,
    ...rest,
    ...plannedOf(testCase, line),
    verdict: verdict as Verdict,
    checks: checks as CaseResult['checks'],
    ...(sent as { readonly evidence?: Evidence }),
  };
}

function plannedOf(testCase: TestCase, line: JsonObject): Pick<CaseResult, 'case' | 'kind'> {
  return { case: testCase, kind: line['kind'] as CaseResult['kind'] };
}

function findCase(file: string, id: string): TestCase {
  const found = allCases.find((testCase) => testCase.id === id);
  if (!found)
    throw new KitError(
      'setup',
      `${file}: this version of the kit has no case ${JSON.stringify(id)}; resume with the version that wrote the file`,
    );
  return found;
}
