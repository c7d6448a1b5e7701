import { findFixture } from '../../fixtures/index.js';
import type { JournalEntry, JournalFile, JournalPart } from '../../mock/index.js';
import type { Contract, ResponseKind } from '../../spec/index.js';
import type { EvidenceMask } from '../evidence/mask.js';
import {
  endingOf,
  type RecordedFacts,
  type RecordedPart,
  type RecordedPicture,
  textClassOf,
} from '../evidence/recorded-request.js';
import type { Evidence } from '../evidence/verdict.js';

/** What was wrong with a request, as the mock says it. */
export interface RecordedViolation {
  readonly rule: string;
  readonly part?: string;
  readonly outcome: string;
  readonly text: string;
  readonly hint?: string;
}

/** An exchange as the recording keeps it, masked. */
export interface RecordedExchange {
  /** From 1, in the order in which requests came. */
  readonly number: number;
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  /** The kind of the answer. Absent where none came, and for one of another operation. */
  readonly answered?: ResponseKind | 'outside';
  readonly violations: readonly RecordedViolation[];
  /** Without the tenant, which later answers may vouch for. Absent for other operations, and where nothing could be read. */
  readonly facts?: Omit<RecordedFacts, 'tenant'>;
  /** Why the recorder did not pass the request on. */
  readonly refused?: string;
  /** Whether the recorder was ended before the answer came. */
  readonly isOpen?: true;
  readonly durationMs: number;
  readonly evidence: Evidence;
}

/** The credentials that a request sends. Never part of a report. */
export interface SentCredentials {
  readonly code: string | undefined;
  readonly key: string | undefined;
}

/** The credentials in a request: those of the first parts of their names. */
export function sentCredentials({ parts }: Pick<JournalEntry, 'parts'>): SentCredentials {
  return { code: textOf(parts, 'tenant_code'), key: textOf(parts, 'key') };
}

/** The secrets in a request: every value of `key`, `nik` and `tenant_code`. */
export function secretsOfEntry({ parts }: Pick<JournalEntry, 'parts'>): readonly string[] {
  return parts.flatMap((part) =>
    part.type === 'text' && ['key', 'nik', 'tenant_code'].includes(nameOf(part).toLowerCase()) ? [part.value] : [],
  );
}

/** The value of the first text part of a name. */
export function textOf(parts: readonly JournalPart[], name: string): string | undefined {
  const found = parts.find((part) => part.type === 'text' && nameOf(part).toLowerCase() === name.toLowerCase());
  return found?.type === 'text' ? found.value : undefined;
}

function nameOf({ name, contractName }: JournalPart): string {
  return contractName ?? name;
}

/** Masks the violations of a request. Without known tenants, the mock cannot judge credentials and balance. */
export function violationsOf(
  { violations }: JournalEntry,
  mask: EvidenceMask,
  knowsTenants: boolean,
): readonly RecordedViolation[] {
  return violations
    .filter(({ rule }) => knowsTenants || (rule !== 'credentials' && rule !== 'balance'))
    .map(({ rule, part, outcome, text, hint }) => ({
      rule,
      ...(part === undefined ? {} : { part: mask.text(part) }),
      outcome,
      text: mask.text(text),
      // Advice on the mock's own tenants says nothing of the target.
      ...(hint === undefined || hint.includes('/__admin') ? {} : { hint: mask.text(hint) }),
    }));
}

/** Reads off what the mock found what a request sends. */
export function factsOfEntry(
  entry: JournalEntry,
  { contract, mask, repeatsRefNumber }: FactContext,
): Omit<RecordedFacts, 'tenant'> {
  const { method, headers, parts, violations } = entry;
  const mediaType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isForm = mediaType === contract.contentType;
  // Every body that the mock cannot read leaves it without a part.
  const isMalformed =
    isForm &&
    violations.some((one) => one.part === undefined && one.outcome !== 'accepted' && one.rule === 'parameters');
  const isOfMethod = method === contract.method;
  return {
    method,
    body: !isForm ? 'other' : isMalformed ? 'malformed-form' : 'form',
    mediaType: isForm || !isOfMethod ? '' : mask.text(mediaType),
    parts: isOfMethod && isForm ? parts.map((part) => recordedPart(part, mask)) : [],
    repeatsRefNumber,
    chunked: headers['transfer-encoding'] !== undefined,
    undeclaredPictures: parts.flatMap((part) =>
      part.type === 'file' && isPicturePart(part.name) && !part.declaredType.toLowerCase().startsWith('image/')
        ? [part.name]
        : [],
    ),
  };
}

/** What reading the facts of a request depends on. */
interface FactContext {
  readonly contract: Contract;
  readonly mask: EvidenceMask;
  /** Whether an earlier request of the recording had its refNumber. */
  readonly repeatsRefNumber: boolean;
}

function isPicturePart(name: string): name is 'img1' | 'img2' {
  return name === 'img1' || name === 'img2';
}

function recordedPart(part: JournalPart, mask: EvidenceMask): RecordedPart {
  const name = mask.text(part.name);
  if (part.type === 'text')
    return isPicturePart(part.name.toLowerCase()) && part.value !== ''
      ? { name, type: 'picture-as-text' }
      : { name, type: 'text', text: textClassOf(part.name, part.value) };
  if (!isPicturePart(part.name.toLowerCase())) return { name, type: 'text-as-file' };
  return {
    name,
    type: 'picture',
    ...(part.filename === null ? {} : { ending: endingOf(part.filename) }),
    picture: pictureOfFile(part),
  };
}

const markOf = /\bpicture mark(?: \(its QR code\))? of (?<id>[a-z0-9-]+)/;

function pictureOfFile(file: JournalFile): RecordedPicture {
  const { bytes, sniffedType, dimensions, inspection, violations } = file;
  const { width, height } = dimensions ?? { width: 0, height: 0 };
  const id = markOf.exec(inspection ?? '')?.groups?.['id'];
  const fixture = id === undefined ? undefined : findFixture(id);
  const isFixture = fixture?.facts.bytes === bytes;
  const isUnreadable =
    violations.some(({ text }) => /cannot be decoded/.test(text)) || /cannot be decoded/.test(inspection ?? '');
  const lacksEnd = /end marker \(\w+\) is missing/.test(inspection ?? '');
  return {
    ...(isFixture && fixture ? { fixture: fixture.id } : {}),
    format: sniffedType === 'unknown' || sniffedType === 'empty' ? 'none' : sniffedType,
    width,
    height,
    bytes,
    state: isUnreadable ? 'unreadable' : lacksEnd ? 'no-end-marker' : 'whole',
  };
}
