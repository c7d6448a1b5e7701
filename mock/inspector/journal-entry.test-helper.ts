import type { JournalAnswer, JournalEntry, JournalFile, JournalText, Violation } from '../schemas/journal-types.js';

/** A text part of a request. */
export function textPart(name: string, value: string, more: Partial<JournalText> = {}): JournalText {
  return { type: 'text', name, declaredType: 'text/plain', violations: [], value, ...more };
}

/** A file part of a request. */
export function filePart(name: string, more: Partial<JournalFile> = {}): JournalFile {
  return {
    type: 'file',
    name,
    declaredType: 'image/jpeg',
    violations: [],
    filename: `${name}.jpg`,
    sniffedType: 'jpeg',
    bytes: 1000,
    sha256: '',
    dimensions: { width: 600, height: 600 },
    inspection: null,
    kept: false,
    ...more,
  };
}

export function violation(more: Partial<Violation> = {}): Violation {
  return {
    rule: 'parameters',
    part: 'tenant_code',
    outcome: 'parameter-invalid',
    text: 'is missing; it is required',
    section: '1',
    ...more,
  };
}

/** A request that the rules answered with success. */
export function journalEntry(
  more: Partial<Omit<JournalEntry, 'answer'>> & { readonly answer?: Partial<JournalAnswer> | null } = {},
): JournalEntry {
  const { answer, ...rest } = more;
  return {
    id: '1',
    at: '2026-01-02T03:04:05.678Z',
    method: 'POST',
    path: '/demo/biometric/facecompareliveness',
    headers: {},
    parts: [],
    violations: [],
    state: 'answered',
    durationMs: 5,
    ...rest,
    answer:
      answer === null
        ? null
        : {
            status: 200,
            scenario: 'success',
            kind: 'success',
            selectedBy: 'rules',
            reason: 'nothing is wrong with the request',
            ...answer,
          },
  };
}
