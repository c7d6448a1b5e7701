import type { RequestCriteria } from '../../schemas/criteria-types.js';
import type { JournalEntry, JournalPart } from '../../schemas/journal-types.js';
import { rejectedBy } from '../requests/outcome.js';
import { isMasked } from '../send/drafts.js';

/** Returns criteria that this request meets: its answer, its first violation, and its refNumber. */
export function criteriaFor(entry: JournalEntry): RequestCriteria {
  const { answer, parts } = entry;
  const [first] = rejectedBy(entry);
  const reference = parts.find((part) => (part.contractName ?? part.name) === 'refNumber');
  return {
    ...(answer?.kind === undefined ? {} : { kind: answer.kind }),
    ...(answer === null || answer.kind !== undefined ? {} : { status: answer.status }),
    ...(answer?.fault ? { fault: answer.fault.type } : {}),
    ...(first
      ? { violations: { rule: first.rule, ...(isPlainPart(first.part) ? { part: first.part } : {}) } }
      : { violations: false }),
    ...(isShown(reference) ? { parts: { [reference.name]: reference.value } } : {}),
  };
}

function isShown(part: JournalPart | undefined): part is Extract<JournalPart, { readonly type: 'text' }> {
  return part?.type === 'text' && !isMasked(part.value) && !part.value.includes('***');
}

function isPlainPart(part: string | undefined): part is string {
  return part !== undefined && !part.includes('***');
}

/** Returns a test for Vitest that fails unless a request like this one arrives. */
export function vitestSnippet(entry: JournalEntry): string {
  return [
    "import { createMockServer } from 'eendigo-kit/mock';",
    "import { test } from 'vitest';",
    '',
    `test('the client sends the request of #${entry.id}', async () => {`,
    '  await using mock = await createMockServer();',
    '  // Let your client send its request to mock.url here.',
    `  mock.verify(${JSON.stringify(criteriaFor(entry), null, 2).replaceAll('\n', '\n  ')});`,
    '});',
    '',
  ].join('\n');
}
