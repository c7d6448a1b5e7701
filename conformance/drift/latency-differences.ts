import type { ReadRun } from './compare-cases.js';
import { createDifference, type RunDifference } from './difference.js';
import type { Rule } from './rules.js';

/** The upper ends of the bands, in milliseconds. */
const bands = [300, 1000, 3000, 10_000] as const;
/** Fewer answers of a kind have no median worth a sentence. */
const fewestAnswers = 3;
/** A median that is not this many times another one is within what load and network explain. */
const factor = 3;

/** Compares the median duration of the answers of each kind, in bands. */
export function latencyDifferences(baseline: readonly ReadRun[], now: readonly ReadRun[]): readonly RunDifference[] {
  const present = durationsByKind(now);
  const earlier = durationsByKind(baseline);
  return [...present].flatMap(([kind, durations]): readonly RunDifference[] => {
    const before = earlier.get(kind) ?? [];
    if (durations.length < fewestAnswers || before.length < fewestAnswers) return [];
    const [old, fresh] = [medianOf(before), medianOf(durations)];
    if (bandOf(old) === bandOf(fresh)) return [];
    const words = { aspect: 'latency', place: kind, old: inWords(old), now: inWords(fresh) } as const;
    const rule = ruleOf(old, fresh);
    return [createDifference({ ...words, ...rule, cases: [], kinds: [] })];
  });
}

function ruleOf(old: number, now: number): Rule {
  if (now < old) return { class: 'noise', why: 'no client minds an earlier answer' };
  if (now < factor * old || now - old < 1000) return { class: 'noise', why: 'load and network explain that much' };
  return { class: 'breaking', why: `a client with a time limit below ${inSeconds(now)} breaks` };
}

function durationsByKind(runs: readonly ReadRun[]): ReadonlyMap<string, readonly number[]> {
  const durations = new Map<string, number[]>();
  for (const { report, facts } of runs)
    for (const { id, durationMs } of report.cases) {
      const found = facts.get(id);
      // Only an answer of a server has a status.
      if (found?.kind === undefined || found.status === undefined) continue;
      const all = durations.get(found.kind);
      if (all) all.push(durationMs);
      else durations.set(found.kind, [durationMs]);
    }
  return durations;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function bandOf(milliseconds: number): number {
  const at = bands.findIndex((end) => milliseconds < end);
  return at < 0 ? bands.length : at;
}

function inWords(milliseconds: number): string {
  const band = bandOf(milliseconds);
  const [from, to] = [bands[band - 1], bands[band]];
  const range =
    from === undefined
      ? `under ${inSeconds(to ?? 0)}`
      : to === undefined
        ? `over ${inSeconds(from)}`
        : `${inSeconds(from)} to ${inSeconds(to)}`;
  return `${inSeconds(milliseconds)} (${range})`;
}

function inSeconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
