import type { FixtureId } from '../../fixtures/index.js';
import { cover, version } from '../../spec/index.js';
import type { CaseResult, Evidence, SearchRecord } from '../evidence/verdict.js';
import { headlineOf } from './causes.js';
import type { Explanation } from './explanation/explanation.js';
import { profileSnippet } from './explanation/in-words.js';
import type { JsonReport } from './report-types.js';
import type { RunReport } from './run-report.js';
import { sentPartsOf } from './sent-parts.js';

/**
 * Formats a run as JSON, as `report.schema.json` describes it: the whole profile, every case with every check, passed ones
 * included, and what the run keeps of its answer. `profileFile`: what the profile of the run is called on the command line.
 */
export function toJson(report: RunReport, profileFile: string, isOwnPicture?: (id: FixtureId) => boolean): string {
  return `${JSON.stringify(createJsonReport(report, profileFile, isOwnPicture), null, 2)}\n`;
}

/** What wrote a report: the kit, by which document, and where. */
export function originOfReport(): Required<Pick<JsonReport, 'kit' | 'document' | 'environment'>> {
  const { title, version: edition, published } = cover;
  return {
    kit: version,
    document: { title, version: edition, published },
    environment: { node: process.versions.node, platform: process.platform, arch: process.arch },
  };
}

/** Creates the JSON report of a run. */
export function createJsonReport(
  { info, summary, exit, results, causes, readings, doubleCharges, knownFailures, explanation }: RunReport,
  profileFile: string,
  isOwnPicture?: (id: FixtureId) => boolean,
): JsonReport {
  const { direction, subject, profile, decisions, plan, startedAt, durationMs, cutShort, notes } = info;
  return {
    format: 1,
    ...originOfReport(),
    direction,
    subject,
    profile: { name: profile, decisions: { ...decisions } },
    plan,
    startedAt: startedAt.toISOString(),
    durationMs,
    ...(cutShort === undefined ? {} : { cutShort }),
    ...(notes === undefined ? {} : { notes: [...notes] }),
    exit: exit as JsonReport['exit'],
    summary,
    causes: causes.map((cause) => ({
      headline: headlineOf(cause),
      outcome: cause.outcome,
      checks: cause.checks.map(({ id }) => id),
      cases: cause.results.map(({ case: { id } }) => id),
    })),
    ...(doubleCharges ? { doubleCharges: { ...doubleCharges, cases: [...doubleCharges.cases] } } : {}),
    ...(knownFailures
      ? { knownFailures: { file: knownFailures.file, problems: knownFailures.problems.map((entry) => ({ ...entry })) } }
      : {}),
    ...(explanation ? { explanation: explanationOf(explanation, profileFile) } : {}),
    readings: readings.map(
      ({ ambiguity, question, observed, readings: fitting, description, matchesProfile, unknown }) => ({
        ambiguity,
        question,
        observed: [...observed],
        readings: [...fitting],
        description,
        matchesProfile,
        ...(unknown === undefined ? {} : { unknown }),
      }),
    ),
    cases: results.map((result) => caseOf(result, isOwnPicture)),
  };
}

function explanationOf(explanation: Explanation, profileFile: string): NonNullable<JsonReport['explanation']> {
  const { profile, decisions, explained, remaining } = explanation;
  const snippet = profileSnippet(explanation, profileFile);
  return {
    ...(profile === undefined ? {} : { profile }),
    decisions: decisions.map(({ path, value, cases }) => ({ path, value, cases: [...cases] })),
    explained: [...explained],
    remaining: [...remaining],
    ...(snippet === undefined ? {} : { profileFile: `${snippet}\n` }),
  };
}

type JsonCase = JsonReport['cases'][number];

function caseOf(result: CaseResult, isOwnPicture?: (id: FixtureId) => boolean): JsonCase {
  const {
    case: testCase,
    kind,
    answered,
    verdict,
    reason,
    notes,
    cutShort,
    durationMs,
    reproduce,
    checks,
    evidence,
    search,
  } = result;
  const { id, title, tags, profile } = testCase;
  return {
    id,
    title,
    kind,
    ...(answered === undefined ? {} : { answered }),
    ...(profile === undefined ? {} : { profile }),
    tags: [...tags],
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(notes === undefined ? {} : { notes: [...notes] }),
    ...(cutShort === undefined ? {} : { cutShort }),
    durationMs,
    ...(reproduce === undefined ? {} : { reproduce }),
    checks: checks.map(checkOf),
    ...sentOf(result, isOwnPicture),
    ...(evidence === undefined ? {} : { evidence: evidenceOf(evidence) }),
    ...(search === undefined ? {} : { search: searchOf(search) }),
  };
}

/** What a run on a server sent. A client's requests are in the evidence, as they were on the wire. */
function sentOf(
  { case: testCase, evidence }: CaseResult,
  isOwnPicture?: (id: FixtureId) => boolean,
): Partial<Pick<JsonCase, 'sent'>> {
  if (!evidence || evidence.requests || evidence.report || evidence.output) return {};
  const parts = sentPartsOf(testCase, evidence.refNumber ?? '', isOwnPicture);
  return parts ? { sent: parts.map(({ name, as, content }) => ({ name, as, content })) } : {};
}

function searchOf({ probes, ...found }: SearchRecord): NonNullable<JsonCase['search']> {
  return { ...found, probes: probes.map(({ evidence, ...probe }) => ({ ...probe, evidence: evidenceOf(evidence) })) };
}

function checkOf(check: CaseResult['checks'][number]): JsonCase['checks'][number] {
  const { id, title, outcome, expected, actual, known, note, reading, source, observed } = check;
  return {
    id,
    title,
    outcome,
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
    ...(known === undefined ? {} : { known: { ...known } }),
    ...(note === undefined ? {} : { note }),
    ...(reading === undefined ? {} : { reading: { ...reading } }),
    source: 'ambiguity' in source ? { ambiguity: source.ambiguity } : { requirements: [...source.requirements] },
    ...(observed === undefined ? {} : { observed: observed.map(({ ambiguity, value }) => ({ ambiguity, value })) }),
  };
}

function evidenceOf({ sentAt, ...evidence }: Evidence): NonNullable<JsonCase['evidence']> {
  return { ...evidence, sentAt: sentAt.toISOString() };
}
