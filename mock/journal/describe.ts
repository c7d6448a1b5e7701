import type { IncomingMessage } from 'node:http';
import { asItLooks } from '../privacy/characters.js';
import { type HideSecrets, hiddenInPath, masked } from '../privacy/hide-secrets.js';
import { ownText } from '../privacy/kept-text.js';
import type { JournalEntry, JournalPart, KeptState } from './entry.js';
import type { ReceivedBody, ReceivedPart } from './received.js';
import type { Violation } from './violation.js';

/** Names of the request headers that the journal keeps, in small letters. */
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
/** Characters of a text part's value that are kept. */
const longestValue = 500;

/**
 * Whether a part's value is masked: `key` and `nik`, whatever capitals, quotes, blanks, characters that are not seen and
 * letters that look like others their names are written with.
 */
export function isSecretPart(name: string): boolean {
  return secretParts.has(
    asItLooks(name)
      .toLowerCase()
      .replaceAll(/[^a-z]/g, ''),
  );
}

/** A body's parts as the contract counts them: in wire order, each under the name that it counts for. */
export interface CountedParts {
  readonly all: readonly CountedPart[];
  /** The file that counts under a name, one of `all`. */
  readonly file: (name: string) => CountedPart | undefined;
}

interface CountedPart {
  readonly name: string;
}

/** What the journal keeps of an inspected picture. Dimensions are in pixels as stored. */
export type InspectedPicture =
  | { readonly readable: true; readonly width: number; readonly height: number; readonly basis: string }
  | { readonly readable: false; readonly reason: string };

/** What a request is described by, beside its line and its headers. */
export interface Described {
  readonly body: ReceivedBody | undefined;
  /** The same parts as the contract takes them. */
  readonly parts: CountedParts | undefined;
  /** By the names of the files that counted. */
  readonly inspections: ReadonlyMap<string, InspectedPicture> | undefined;
  readonly violations: readonly Violation[];
}

/** How the journal writes things down. */
export interface Writing {
  readonly keepSecrets: boolean;
  readonly hide: HideSecrets;
  /** What is to be said of whether the file at that place is kept. */
  readonly keptAt: (place: number) => KeptState;
}

/** What may be shown of where a request went: a path or an id may be a secret in the wrong place. */
export interface ShownRequest {
  readonly path: string;
  /** What the session is shown as that X-Mock-Session names. */
  readonly session: string | undefined;
}

/** A request's path and headers, as far as they are kept. */
export function shownRequest(
  request: IncomingMessage,
  hide: HideSecrets,
  shown?: ShownRequest,
): Pick<JournalEntry, 'path' | 'headers'> {
  const headers = keptHeaders.flatMap((name): [string, string][] => {
    const value = name === 'x-mock-session' && shown ? shown.session : request.headers[name];
    if (request.headers[name] === undefined || value === undefined) return [];
    return [[name, ownText(hide(String(value).slice(0, longestValue)))]];
  });
  // A query is not part of the contract, and may carry what should not be kept.
  const path = shown?.path ?? (request.url ?? '').replace(/\?.*$/s, '').slice(0, longestValue);
  return { path: ownText(hiddenInPath(path, hide)), headers: Object.fromEntries(headers) };
}

/** What came under a secret's name, as text or as a file: it is hidden wherever else it stands, too. */
export function secretsIn(parts: readonly ReceivedPart[]): readonly string[] {
  return parts.flatMap((part) => {
    if (!isSecretPart(part.name)) return [];
    if (part.type === 'text') return [part.value];
    return part.content && part.content.length <= longestValue ? [part.content.toString('utf8').trim()] : [];
  });
}

/** A body's parts, each with what was made of it and what was found wrong with it. */
export function shownParts(
  { body, parts, inspections, violations }: Described,
  writing: Writing,
): readonly JournalPart[] {
  return (body?.parts ?? []).map((part, place) => {
    const taken = parts?.all[place];
    const name = taken?.name ?? part.name;
    // Of two files of one name, only that which counted was looked at.
    const inspection = taken !== undefined && parts?.file(name) === taken ? inspections?.get(name) : undefined;
    const found = violations.filter((one) =>
      one.partIndex === undefined ? one.part === name : one.partIndex === place,
    );
    return shownPart(part, { name, inspection, found, place }, writing);
  });
}

/** A violation without the secrets that its words repeat. */
export function shownViolation(violation: Violation, hide: HideSecrets): Violation {
  const { part, text, hint } = violation;
  return {
    ...violation,
    text: ownText(hide(text)),
    ...(part === undefined ? {} : { part: hide(part) }),
    ...(hint === undefined ? {} : { hint: ownText(hide(hint)) }),
  };
}

function shownPart(
  part: ReceivedPart,
  known: { name: string; inspection: InspectedPicture | undefined; found: readonly Violation[]; place: number },
  { keepSecrets, hide, keptAt }: Writing,
): JournalPart {
  const { inspection, place } = known;
  const shownViolations = known.found
    .map((found) => shownViolation(found, hide))
    .map(({ rule, verdict, text, hint }) => ({ rule, verdict, text, ...(hint === undefined ? {} : { hint }) }));
  const head = {
    name: hide(part.name),
    ...(known.name === part.name ? {} : { contractName: known.name }),
  };
  const declaredType = hide(part.declaredType);
  if (part.type === 'text') {
    const value = keepSecrets ? part.value : shownValue(part.name, part.value, hide);
    return { type: 'text', ...head, declaredType, value, violations: shownViolations };
  }
  const { filename = null, sniffed, bytes, sha256 } = part;
  return {
    type: 'file',
    ...head,
    filename: filename === null ? null : hide(filename),
    declaredType,
    sniffedType: sniffed,
    bytes,
    sha256: isSecretPart(part.name) && !keepSecrets ? '' : sha256,
    dimensions: inspection?.readable ? { width: inspection.width, height: inspection.height } : null,
    inspection: inspection ? hide(inspection.readable ? inspection.basis : inspection.reason) : null,
    ...keptAt(place),
    violations: shownViolations,
  };
}

function shownValue(name: string, value: string, hide: HideSecrets): string {
  if (isSecretPart(name)) return masked(value);
  // A picture that came as text, or a NIK in another field, is no less private for it.
  return value.length > longestValue ? `(${value.length} characters)` : hide(value);
}
