import type { IncomingMessage } from 'node:http';
import { toVisibleForm } from '../privacy/characters.js';
import { type HideSecrets, hideInPath, masked } from '../privacy/hide-secrets.js';
import { detachText } from '../privacy/kept-text.js';
import type { JournalEntry, JournalFile, JournalPart, Violation } from '../schemas/journal-types.js';
import type { Language, Wording } from '../texts/wording.js';
import type { ReceivedBody, ReceivedPart } from './received.js';

/** Names of the request headers that the journal records, in lower case. */
export const keptHeaders = [
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'expect',
  'user-agent',
  'origin',
  'accept',
  'accept-encoding',
  'prefer',
  'x-mock-scenario',
  'x-mock-fault',
  'x-mock-delay',
  'x-mock-session',
] as const;

const secretParts: ReadonlySet<string> = new Set(['key', 'nik']);
/** Maximum recorded length of a text part's value, in characters. */
const longestValue = 500;

/**
 * Returns whether a part's value is masked. Matches `key` and `nik` in any case, with quotes, spaces, invisible
 * characters and lookalike letters.
 */
export function isSecretPart(name: string): boolean {
  return secretParts.has(
    toVisibleForm(name)
      .toLowerCase()
      .replaceAll(/[^a-z]/g, ''),
  );
}

/** A body's parts in wire order, each with its name in the contract. */
export interface CountedParts {
  readonly all: readonly CountedPart[];
  /** The file used under a name; one of `all`. */
  readonly file: (name: string) => CountedPart | undefined;
}

interface CountedPart {
  readonly name: string;
}

/** Recorded data of an inspected picture. Dimensions are in pixels as stored. */
export type InspectedPicture =
  | { readonly readable: true; readonly width: number; readonly height: number; readonly basis: Wording }
  | { readonly readable: false; readonly reason: Wording };

/** What the journal records besides request line and headers. */
export interface Described {
  readonly body: ReceivedBody | undefined;
  /** The same parts, as the contract names them. */
  readonly parts: CountedParts | undefined;
  /** By contract name of the files. */
  readonly inspections: ReadonlyMap<string, InspectedPicture> | undefined;
  readonly violations: readonly Violation[];
}

/** Settings for recording. */
export interface Writing {
  readonly language: Language;
  readonly keepSecrets: boolean;
  readonly hide: HideSecrets;
  /** Returns whether the mock kept the file at that index. */
  readonly keptAt: (place: number) => Pick<JournalFile, 'kept' | 'image' | 'notKeptReason'>;
}

/** The path and session of a request with secrets masked. */
export interface ShownRequest {
  readonly path: string;
  /** Displayed name of the session that X-Mock-Session names. */
  readonly session: string | undefined;
}

/** Returns a request's recorded path and headers. */
export function shownRequest(
  request: IncomingMessage,
  hide: HideSecrets,
  shown?: ShownRequest,
): Pick<JournalEntry, 'path' | 'headers'> {
  const headers = keptHeaders.flatMap((name): [string, string][] => {
    const value = name === 'x-mock-session' && shown ? shown.session : request.headers[name];
    if (request.headers[name] === undefined || value === undefined) return [];
    return [[name, detachText(hide(String(value).slice(0, longestValue)))]];
  });
  // The contract has no query, and a query may hold secrets.
  const path = shown?.path ?? (request.url ?? '').replace(/\?.*$/s, '').slice(0, longestValue);
  return { path: detachText(hideInPath(path, hide)), headers: Object.fromEntries(headers) };
}

/** Returns the values of secret parts, text or file, so that they are masked everywhere else too. */
export function secretsIn(parts: readonly ReceivedPart[]): readonly string[] {
  return parts.flatMap((part) => {
    if (!isSecretPart(part.name)) return [];
    if (part.type === 'text') return [part.value];
    return part.content && part.content.length <= longestValue ? [part.content.toString('utf8').trim()] : [];
  });
}

/** Returns the body's parts with their inspections and violations. */
export function shownParts(
  { body, parts, inspections, violations }: Described,
  writing: Writing,
): readonly JournalPart[] {
  return (body?.parts ?? []).map((part, place) => {
    const taken = parts?.all[place];
    const name = taken?.name ?? part.name;
    // Of two files with one name, the face engine inspects only the one in use.
    const inspection = taken !== undefined && parts?.file(name) === taken ? inspections?.get(name) : undefined;
    const found = violations.filter((one) =>
      one.partIndex === undefined ? one.part === name : one.partIndex === place,
    );
    return shownPart(part, { name, inspection, found, place }, writing);
  });
}

/** Returns a violation with secrets masked. */
export function shownViolation(
  violation: Violation,
  { hide, language }: Pick<Writing, 'hide' | 'language'>,
): Violation {
  const { part, text, hint } = violation;
  return {
    ...violation,
    text: detachText(hide(text, language)),
    ...(part === undefined ? {} : { part: hide(part) }),
    ...(hint === undefined ? {} : { hint: detachText(hide(hint, language)) }),
  };
}

function shownPart(
  part: ReceivedPart,
  known: { name: string; inspection: InspectedPicture | undefined; found: readonly Violation[]; place: number },
  { language, keepSecrets, hide, keptAt }: Writing,
): JournalPart {
  const { inspection, place } = known;
  const shownViolations = known.found
    .map((found) => shownViolation(found, { hide, language }))
    .map(({ rule, outcome, text, hint }) => ({ rule, outcome, text, ...(hint === undefined ? {} : { hint }) }));
  const head = {
    name: hide(part.name),
    ...(known.name === part.name ? {} : { contractName: known.name }),
  };
  const declaredType = hide(part.declaredType);
  const lines = part.head === undefined ? {} : { head: detachText(hide(part.head)) };
  if (part.type === 'text') {
    const value = keepSecrets ? part.value : shownValue(part.name, part.value, hide);
    return { type: 'text', ...head, declaredType, ...lines, value, violations: shownViolations };
  }
  const { filename = null, sniffed, bytes, sha256 } = part;
  return {
    type: 'file',
    ...head,
    filename: filename === null ? null : hide(filename),
    declaredType,
    ...lines,
    sniffedType: sniffed,
    bytes,
    sha256: isSecretPart(part.name) && !keepSecrets ? '' : sha256,
    dimensions: inspection?.readable ? { width: inspection.width, height: inspection.height } : null,
    inspection: inspection
      ? hide((inspection.readable ? inspection.basis : inspection.reason)[language], language)
      : null,
    ...keptAt(place),
    violations: shownViolations,
  };
}

function shownValue(name: string, value: string, hide: HideSecrets): string {
  if (isSecretPart(name)) return masked(value);
  // A picture sent as text, or a NIK in another field, is private too.
  return value.length > longestValue ? `(${value.length} characters)` : hide(value);
}
