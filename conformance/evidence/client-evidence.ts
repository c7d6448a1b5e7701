import type { JournalEntry, JournalPart } from '../../mock/index.js';
import type { ClientReport } from '../protocol/protocol.js';
import type { EvidenceMask } from './mask.js';
import { createAnswerEvidence } from './server-evidence.js';
import type { Evidence, PartEvidence, WireEvidence } from './verdict.js';

/** What a case of a client left behind. */
export interface ClientTraces {
  /** The requests that the mock received, oldest first. */
  readonly requests: readonly JournalEntry[];
  readonly report: ClientReport | { readonly problem: string };
  /** The last characters that it printed. */
  readonly output: { readonly stdout: string; readonly stderr: string };
}

/**
 * Keeps what was on the wire in a client's case, from the mock's journal, what the client reported and what it printed, all
 * masked. Undefined when the client did none of these.
 */
export function createClientEvidence(
  { requests, report, output }: ClientTraces,
  mask: EvidenceMask,
  givenAt: Date,
): Evidence | undefined {
  const [first] = requests;
  const printed = Object.fromEntries(
    Object.entries(output).flatMap(([name, text]) => (text === '' ? [] : [[name, mask.text(text)]])),
  );
  const said = {
    ...('problem' in report ? {} : { report: maskReport(report, mask) }),
    ...(Object.keys(printed).length > 0 ? { output: printed } : {}),
  };
  if (!first) return Object.keys(said).length === 0 ? undefined : { sentAt: givenAt, mayHaveBeenCharged: 0, ...said };
  const { answer, parts, at } = first;
  const refNumber = parts.find(({ name, type }) => name === 'refNumber' && type === 'text');
  return {
    ...(refNumber?.type === 'text' ? { refNumber: mask.text(refNumber.value) } : {}),
    sentAt: new Date(at),
    // A client that sends a request twice is charged twice.
    mayHaveBeenCharged: requests.filter((entry) => (entry.answer?.kind ?? 'success') === 'success').length,
    ...(answer && answer.status !== 0
      ? {
          answer: createAnswerEvidence(
            {
              status: answer.status,
              headers: answer.trxNo === undefined ? {} : { 'x-trx-no': answer.trxNo },
              text: answer.body ?? '',
            },
            mask,
          ),
        }
      : {}),
    requests: requests.map((entry) => createWireEvidence(entry, mask)),
    ...said,
  };
}

/** Masks a request of the mock's journal. */
export function createWireEvidence(
  { method, path, headers, parts, answer }: JournalEntry,
  mask: EvidenceMask,
): WireEvidence {
  return {
    method: mask.text(method),
    path: mask.text(path),
    headers: mask.headers(headers),
    parts: parts.map((part) => createPartEvidence(part, mask)),
    ...(answer && answer.status !== 0 ? { status: answer.status } : {}),
  };
}

/** The session of a client's case keeps the values of `key` and `nik`, which the checks compare. */
function createPartEvidence(part: JournalPart, mask: EvidenceMask): PartEvidence {
  const name = mask.text(part.name);
  const isSecret = ['key', 'nik'].includes((part.contractName ?? part.name).toLowerCase());
  if (part.type === 'text') return { name, value: isSecret && part.value !== '' ? '***' : mask.text(part.value) };
  const filename = part.filename === null ? null : mask.text(part.filename);
  return { name, filename, bytes: part.bytes, sha256: isSecret ? '' : part.sha256 };
}

function maskReport(report: ClientReport, mask: EvidenceMask): ClientReport {
  const { reason, fields } = report;
  return {
    ...report,
    ...(reason ? { reason: mask.text(reason) } : {}),
    ...(fields
      ? {
          fields: Object.fromEntries(
            Object.entries(fields).map(([name, value]) => [
              name,
              value ? (name === 'trxNo' ? mask.number(value) : mask.text(value)) : value,
            ]),
          ),
        }
      : {}),
  };
}
