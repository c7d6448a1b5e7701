import { ambiguities, decisions, type ProfilePath, type Reading, valueUnder } from '../../spec/index.js';
import type { MatchedReading, Observation } from './check.js';

/** Whether an observed value is one that the reading lists. `*` in a listed value matches any characters. */
export function matchesReading({ observed = [] }: Reading, value: string): boolean {
  return observed.some((pattern) => {
    const parts = pattern.split('*').map((text) => text.replaceAll(/[^\w\s-]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 's').test(value);
  });
}

/** The first reading of the register that lists an observed value. Undefined when none does. */
export function readingOfObservation({ ambiguity, value }: Observation): MatchedReading | undefined {
  const found = readingsOf(ambiguity).find((reading) => matchesReading(reading, value));
  return found && { ambiguity, reading: found.id };
}

/** The first reading of the register under which a decision has a value. Undefined when none gives it that value. */
export function readingOfDecision(path: ProfilePath, value: unknown): MatchedReading | undefined {
  return readingWhere(path, (decided) => decided === value);
}

/** The first reading of the register under which the value of a decision passes a test. Undefined when none does. */
export function readingWhere(path: ProfilePath, isRight: (decided: unknown) => boolean): MatchedReading | undefined {
  const { ambiguity } = decisions[path];
  const found = readingsOf(ambiguity).find(
    (reading) => reading.value !== undefined && isRight(valueUnder(path, reading)),
  );
  return found && { ambiguity, reading: found.id };
}

function readingsOf(id: string): readonly Reading[] {
  return ambiguities.find((entry) => entry.id === id)?.readings ?? [];
}
