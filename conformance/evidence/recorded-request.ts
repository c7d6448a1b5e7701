import { createHash } from 'node:crypto';
import { type Fixture, type FixtureFacts, findFixture } from '../../fixtures/index.js';
import { parts as documentedParts, type PartName, partNames, pictures } from '../../spec/index.js';
import type { TenantRole, TestCase } from '../cases/case.js';
import { cases } from '../cases/index.js';
import { factsOf, type RequestFacts, type SentPart } from '../expectation/facts.js';
import { readabilityOf } from '../expectation/pictures.js';

/** A picture that a client sent, by its measures. */
export interface RecordedPicture {
  /** The kit's fixture, where the picture is one. The kit cannot know what any other picture shows. */
  readonly fixture?: string;
  /** By its first bytes. */
  readonly format: string;
  /** Pixels as stored; 0 where they are not known. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly state: 'whole' | 'no-end-marker' | 'unreadable';
}

/** A part that a client sent, without its value. */
export interface RecordedPart {
  readonly name: string;
  readonly type: SentPart['type'];
  /** What kind of text it is. */
  readonly text?: TextClass;
  /** The ending of the file name; empty for a name without one. Absent for a part without a file name. */
  readonly ending?: string;
  readonly picture?: RecordedPicture;
}

/** What a client sent, as far as the contract's rules can depend on it. Holds no value and no picture. */
export interface RecordedFacts {
  readonly method: string;
  readonly body: RequestFacts['body'];
  /** Of a body that is no form. Empty without one. */
  readonly mediaType: string;
  readonly parts: readonly RecordedPart[];
  /** `not-known`: the recording shows no answer that vouches for this tenant. */
  readonly tenant: TenantRole | 'not-known';
  readonly repeatsRefNumber: boolean;
  readonly chunked: boolean;
  /** Picture parts whose declared type is not that of a picture. */
  readonly undeclaredPictures: readonly string[];
}

export const textClasses = ['plain', 'empty', 'blank', 'padded', 'long', 'beyond-ascii', 'special', 'no-nik'] as const;
export type TextClass = (typeof textClasses)[number];

/** A text that is longer is unusual. */
const longestPlain = 200;

/** The class of a text in a part. Texts of one class are equal to the rules. */
export function textClassOf(name: string, value: string): TextClass {
  if (value === '') return 'empty';
  if (value.trim() === '') return 'blank';
  if (value !== value.trim()) return 'padded';
  if (name.toLowerCase() === 'nik' && !/^\d{16}$/.test(value)) return 'no-nik';
  if (value.length > longestPlain) return 'long';
  if (/[^\t\r\n -~]/.test(value)) return 'beyond-ascii';
  return /[\t\r\n"'&<>%;\\]/.test(value) ? 'special' : 'plain';
}

/** What the rules see of a recorded request. Undefined where its tenant is not known. */
export function requestFactsOf(recorded: RecordedFacts): RequestFacts | undefined {
  const { tenant, method, body, repeatsRefNumber, chunked, undeclaredPictures } = recorded;
  if (tenant === 'not-known') return undefined;
  return { tenant, method, body, repeatsRefNumber, chunked, undeclaredPictures, parts: sentPartsOf(recorded.parts) };
}

function sentPartsOf(parts: readonly RecordedPart[]): readonly SentPart[] {
  const seen = new Set<string>();
  return parts.map(({ name, type, text, ending, picture }): SentPart => {
    const isFirst = !seen.has(name);
    seen.add(name);
    if (type === 'picture' && picture)
      return {
        name,
        type,
        picture: { ...(ending === undefined ? {} : { filename: `picture${ending}` }), fixture: fixtureFor(picture) },
      };
    return type === 'text'
      ? { name, type, value: standInFor(name, text ?? 'plain', isFirst) }
      : { name, type: type === 'picture' ? 'text-as-file' : type };
  });
}

/** A value of the class. Those of the credentials are the ones that `factsOf` gives to a case. */
function standInFor(name: string, text: TextClass, isFirst: boolean): string {
  if (text === 'empty') return '';
  if (text === 'blank') return ' ';
  const documented = documentedParts.find((part) => part.name.toLowerCase() === name.toLowerCase())?.name;
  if (documented === 'key' || documented === 'tenant_code') {
    if (!isFirst) return 'another value';
    return documented === 'key' ? 'key' : 'code';
  }
  if (documented === 'nik') return text === 'no-nik' ? 'NOT-A-NIK' : '0123456789101112';
  return text === 'padded' ? ' text ' : 'text';
}

/** A fixture with the measures of a picture. What is not known of it is as in a good picture. */
function fixtureFor({ fixture, format, width, height, bytes, state }: RecordedPicture): Fixture {
  const known = fixture === undefined ? undefined : findFixture(fixture);
  if (known) return known;
  const facts: FixtureFacts = { format: formatOf(format), width, height, bytes };
  const recipe: Fixture['recipe'] =
    state === 'whole'
      ? // Any recipe but those of damaged files.
        { kind: 'bomb' }
      : { kind: 'truncated', scene: {} as never, fullBytes: bytes + (state === 'no-end-marker' ? 2 : bytes + 100) };
  return {
    id: 'recorded',
    part: 'img1',
    fileName: 'recorded',
    title: '',
    shows: '',
    mark: undefined,
    expectedKind: 'success',
    facts,
    recipe,
  };
}

/** The rules tell JPEG and PNG, another format, and no picture apart. */
function formatOf(format: string): FixtureFacts['format'] {
  if (format === 'jpeg' || format === 'png') return format;
  return format === 'unknown' || format === 'empty' || format === 'none' ? 'none' : 'webp';
}

/** Whether the request has a picture of unknown content. */
export function hasUnknownPicture({ parts }: RecordedFacts): boolean {
  return parts.some(({ picture }) => picture && picture.fixture === undefined && picture.bytes > 0);
}

/** What a request sends, in words: how it differs from the good request. Requests that are equal to the rules have the same words. */
export function requestInWords(facts: RecordedFacts): string {
  const { method, body, mediaType, parts, tenant, repeatsRefNumber, chunked, undeclaredPictures } = facts;
  if (method !== 'POST') return method;
  if (body === 'other') return `a body of ${mediaType === '' ? 'no type' : mediaType}`;
  if (body === 'malformed-form') return 'a form that cannot be read';
  const has = (name: string): number => parts.filter((part) => part.name === name).length;
  const words = [
    ...missingInWords(partNames.filter((name) => has(name) === 0)),
    ...[...new Set(parts.map(({ name }) => name))]
      .filter((name) => !isDocumented(name) || has(name) > 1)
      .map((name) => (has(name) > 1 ? `${has(name)} times ${name}` : `with ${name}`))
      .toSorted(),
    ...parts.flatMap(partInWords).toSorted(),
    ...undeclaredPictures.map((name) => `${name} not declared as a picture`),
    ...(tenant === 'funded' ? [] : [`tenant ${tenant}`]),
    ...(repeatsRefNumber ? ['a refNumber again'] : []),
    ...(chunked ? ['in chunks'] : []),
  ];
  return words.length === 0 ? 'all eleven parts' : words.join(', ');
}

function missingInWords(missing: readonly PartName[]): readonly string[] {
  const optional = ['source', 'loginId', 'nik', 'officeCode', 'officeName', 'question'] as const satisfies PartName[];
  if (!optional.every((name) => missing.includes(name))) return missing.map((name) => `without ${name}`);
  const others = missing.filter((name) => !optional.some((one) => one === name));
  return ['without optional parts', ...others.map((name) => `without ${name}`)];
}

function isDocumented(name: string): name is PartName {
  return partNames.some((known) => known === name);
}

function partInWords({ name, type, text, ending, picture }: RecordedPart): readonly string[] {
  const isPicturePart = name === 'img1' || name === 'img2';
  if (type === 'picture-as-text') return [`${name} as text`];
  if (type === 'text-as-file') return [`${name} as a file`];
  if (type === 'text') return text === undefined || text === 'plain' ? [] : [`${name} ${text}`];
  if (!picture) return [];
  if (!isPicturePart) return [`${name} as a picture`];
  return pictureInWords(name, picture, ending).map((word) => `${name} ${word}`);
}

function pictureInWords(part: 'img1' | 'img2', picture: RecordedPicture, ending: string | undefined): string[] {
  const { format, bytes, state, fixture } = picture;
  const limits = pictures[part];
  if (bytes === 0) return ['empty'];
  return [
    ...(ending === undefined ? ['without a file name'] : []),
    ...(ending === undefined || ['.jpg', '.jpeg', '.png'].includes(ending)
      ? []
      : [`named ${ending || 'without ending'}`]),
    ...(format === 'jpeg' || format === 'png' ? [] : [`of type ${format === 'none' ? 'unknown' : format}`]),
    ...(state === 'whole' || formatOf(format) === 'none' ? [] : [state]),
    ...(bytes > limits.megabytes * 1_000_000 ? [`of ${bytes} bytes`] : []),
    ...sizeInWords(part, picture),
    ...(fixture === undefined ? [] : contentInWords(part, fixture)),
  ];
}

/** How a size compares with the limits as stored, and turned. */
function sizeInWords(part: 'img1' | 'img2', { width, height, bytes }: RecordedPicture): string[] {
  const { minimum, maximum, megabytes } = pictures[part];
  // Of a file over the limit, only the size counts.
  if (width === 0 || bytes > megabytes * 1_000_000) return [];
  const compare = (across: number, down: number): string => {
    if (across < minimum.width || down < minimum.height) return 'too small';
    return across > maximum.width || down > maximum.height ? 'too large' : '';
  };
  const [stored, turned] = [compare(width, height), compare(height, width)];
  return [
    ...(stored === '' ? [] : [stored]),
    ...(height > width && turned !== '' ? [`${turned} turned`] : []),
    ...(height > width && turned === '' && stored !== '' ? ['unless turned'] : []),
  ];
}

/** What a fixture shows, or how it is written, where that is not as in the good pictures. */
function contentInWords(part: 'img1' | 'img2', id: string): string[] {
  const fixture = findFixture(id);
  if (!fixture) return [];
  const { mark, recipe } = fixture;
  const isOdd = 'change' in recipe || 'encoding' in recipe || !['picture', 'bomb'].includes(recipe.kind);
  const isGood =
    mark?.sees === 'face' && mark.person === 7 && (part === 'img2' || mark.live !== false) && fixture.part === part;
  return isOdd || !isGood ? [`shows ${id}`] : [];
}

/** The suite's case with the same request. Undefined where there is none. */
export function caseLike(facts: RecordedFacts): TestCase | undefined {
  known ??= casesByWords();
  return known.get(requestInWords(facts));
}

let known: ReadonlyMap<string, TestCase> | undefined;

function casesByWords(): ReadonlyMap<string, TestCase> {
  const found = new Map<string, TestCase>();
  for (const testCase of cases) {
    if (!testCase.directions.includes('server') || testCase.again !== undefined) continue;
    const words = requestInWords(recordedFactsOf(testCase));
    if (!found.has(words)) found.set(words, testCase);
  }
  return found;
}

/** What a recording would have of the request of a case. */
export function recordedFactsOf(testCase: TestCase): RecordedFacts {
  const facts = factsOf(testCase);
  const mediaType = 'raw' in testCase.request ? (testCase.request.raw.contentType ?? '') : '';
  return {
    ...facts,
    mediaType: facts.body === 'other' ? mediaType : '',
    parts: facts.parts.map((part): RecordedPart => {
      const { name, type } = part;
      if (part.type === 'text') return { name, type, text: textClassOf(name, part.value) };
      if (part.type !== 'picture') return { name, type };
      const { filename, fixture } = part.picture;
      const { format, width, height, bytes } = fixture.facts;
      const state = format === 'none' ? 'whole' : readabilityOf(part.picture);
      return {
        name,
        type,
        ...(filename === undefined ? {} : { ending: endingOf(filename) }),
        picture: { fixture: fixture.id, format, width, height, bytes, state },
      };
    }),
  };
}

/** The ending of a file name, with its dot. */
export function endingOf(filename: string): string {
  return /\.[A-Za-z0-9]{1,8}$/.exec(filename)?.[0] ?? '';
}

/** A short name for what a request sends, for lists: requests with the same facts have the same name. */
export function requestName(text: string): string {
  return `request-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}
