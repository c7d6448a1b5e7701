import { describe, expect, it } from 'vitest';
import { ambiguities } from './ambiguities/index.js';
import { pathsGovernedBy } from './decisions/index.js';
import { documented } from './profile.js';
import type { Ambiguity, Place } from './register.js';
import { requirements } from './requirements/index.js';

/** A row, heading, paragraph or list item of the document, in its order. */
interface DocumentRow {
  readonly section: Place['section'];
  readonly row: string;
  /** Why nothing in it can be tested. Absent where a requirement or an ambiguity names the place. */
  readonly notTestable?: string;
}

const heading = 'A heading; the rows below it hold the statements.';
const link = 'A link back to the table of contents.';

/** The document's parts, listed by hand from its pages. */
const documentRows: readonly DocumentRow[] = [
  ...rows('cover', ['DOKUMENTASI API', '(Liveness + Face Compare)', 'Version 1.00', 'September, 2022', 'Eendigo']),
  ...rows('contents', [
    'Daftar Isi',
    '1. Request Parameter',
    '2. Request & Response',
    '3. Panduan Format File dan Foto',
  ]),

  { section: '1', row: 'Request Paramater', notTestable: `${heading} Its second word is a misspelling.` },
  ...rows('1', ['Url Prod', 'Url UAT', 'Request Type']),
  { section: '1', row: 'Header, Field / Value / Compulsory / Description', notTestable: heading },
  ...rows('1', [
    'Header, Content-Type',
    'Body, Field / Type / Compulsory / Description',
    'Body, img1',
    'Body, img2',
    'Body, key',
    'Body, tenant_code',
    'Body, refNumber',
    'Body, source',
    'Body, loginId',
    'Body, nik',
    'Body, officeCode',
    'Body, officeName',
    'Body, question',
  ]),
  { section: '1', row: 'Kembali', notTestable: link },

  ...rows('2', [
    'Request & Response',
    'Response list, introduction',
    'Response list, Success',
    'Response list, Insufficient Balance',
    'Response list, Parameter Invalid',
    'Response list, Invalid key / tenant_code',
    'Response list, Image too large',
    'Response list, Face not detected',
    'Paragraph, X-Trx-No',
    'Paragraph, Postman example',
  ]),
  { section: '2', row: 'Request, Field / Value', notTestable: heading },
  ...rows('2', [
    'Request, img1',
    'Request, img2',
    'Request, key',
    'Request, tenant_code',
    'Request, refNumber',
    'Request, source',
    'Request, loginId',
    'Request, nik',
    'Request, officeCode',
    'Request, officeName',
    'Request, question',
    'Response',
    'Response, Insufficient Balance',
    'Response, Parameter Invalid',
    'Response, Invalid key / tenant_code',
    'Response, Face Compare Error',
    'Response, Liveness Error',
    'Response, Success',
  ]),
  { section: '2', row: 'Response, Success, Header Parameter / Value', notTestable: heading },
  ...rows('2', ['Response, Success, X-Trx-No']),
  { section: '2', row: 'Kembali', notTestable: link },

  { section: '3', row: 'Panduan Format File Dan Foto', notTestable: heading },
  { section: '3.1', row: 'Foto Selfie (img1)', notTestable: heading },
  { section: '3.1', row: 'Spesifikasi Foto', notTestable: heading },
  ...rows('3.1', [
    'Spesifikasi Foto, Image Dimension, Minimum',
    'Spesifikasi Foto, Image Dimension, Maximum',
    'Spesifikasi Foto, Photo Maximum Size',
    'Spesifikasi Foto, Minimum Camera Pixel',
    'Spesifikasi Foto, File Extention',
    'Photo Guidance',
  ]),
  { section: '3.1', row: 'Photo Guidance, Brightness', notTestable: heading },
  ...rows('3.1', [
    'Photo Guidance, Brightness, Best',
    'Photo Guidance, Brightness, Low Brightness',
    'Photo Guidance, Brightness, High Brightness',
    'Photo Guidance, Brightness, Shadow',
    'Photo Guidance, Brightness, caption',
  ]),
  { section: '3.1', row: 'Photo Guidance, Style', notTestable: heading },
  ...rows('3.1', [
    'Photo Guidance, Style, Best',
    'Photo Guidance, Style, Tilt Head',
    'Photo Guidance, Style, Tilt Body',
    'Photo Guidance, Style, Covered Face',
    'Photo Guidance, Style, caption',
  ]),
  { section: '3.1', row: 'Photo Guidance, Accessories', notTestable: heading },
  ...rows('3.1', [
    'Photo Guidance, Accessories, Best',
    'Photo Guidance, Accessories, Covered by accessories',
    'Photo Guidance, Accessories, Glasses',
    'Photo Guidance, Accessories, caption',
  ]),
  { section: '3.1', row: 'Photo Guidance, Others', notTestable: heading },
  ...rows('3.1', [
    'Photo Guidance, Others, Best',
    'Photo Guidance, Others, Tilt Pose',
    'Photo Guidance, Others, Blur',
    'Photo Guidance, Others, Crowded',
    'Photo Guidance, Others, caption',
  ]),

  { section: '3.2', row: 'Foto KTP (img2)', notTestable: heading },
  { section: '3.2', row: 'Spesifikasi Foto', notTestable: heading },
  ...rows('3.2', [
    'Spesifikasi Foto, Image Dimension, Minimum',
    'Spesifikasi Foto, Image Dimension, Maximum',
    'Spesifikasi Foto, Photo Maximum Size',
    'Spesifikasi Foto, Minimum Camera Pixel',
    'Spesifikasi Foto, File Extention',
    'Photo Guidance',
    'Photo Guidance, KTP harus jelas dan cukup cahaya (terang)',
    'Photo Guidance, KTP harus tegak lurus dan memenuhi foto',
    'Photo Guidance, KTP tidak boleh memantulkan cahaya lampu',
    'Photo Guidance, Tulisan KTP tidak boleh buram',
    'Photo Guidance, KTP tidak boleh terlalu jauh dari kamera',
    'Photo Guidance, KTP tidak boleh terbalik',
  ]),
  { section: '3.2', row: 'Kembali', notTestable: link },
];

function rows(section: Place['section'], names: readonly string[]): DocumentRow[] {
  return names.map((row) => ({ section, row }));
}

function placeOf({ section, row }: Place): string {
  return `${section}: ${row}`;
}

/** The dotted paths of all leaves; a list is a leaf. */
function leavesOf(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && !Array.isArray(inner) ? leavesOf(inner, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

function valueAt(path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
      documented,
    );
}

/** The value of the documented profile for an ambiguity, in the form of a reading's value. */
function documentedValueOf(ambiguity: Ambiguity): unknown {
  const paths = pathsGovernedBy(ambiguity.id);
  const [only] = paths;
  if (paths.length === 1 && only !== undefined) return valueAt(only);
  return Object.fromEntries(paths.map((path) => [path, valueAt(path)]));
}

function repeatedIn(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

const governing = ambiguities.filter((ambiguity) => pathsGovernedBy(ambiguity.id).length > 0);
const observable = ambiguities.filter(({ readings }) => readings.some(({ observed }) => observed !== undefined));
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;

describe('the requirements', () => {
  it('have unique ids in kebab-case', () => {
    const ids = requirements.map(({ id }) => id);
    expect(repeatedIn(ids)).toEqual([]);
    expect(ids.filter((id) => !kebabCase.test(id))).toEqual([]);
  });

  it('share no id with an ambiguity', () => {
    const ids = new Set(requirements.map(({ id }) => id));
    expect(ambiguities.filter(({ id }) => ids.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it('have distinct texts', () => {
    const texts = requirements.map(({ text }) => text);
    expect(repeatedIn(texts)).toEqual([]);
    expect(texts.filter((text) => !text.endsWith('.'))).toEqual([]);
  });

  it('give a reason when they cannot be tested', () => {
    expect(requirements.filter(({ untestable }) => untestable?.trim() === '')).toEqual([]);
  });
});

describe('the ambiguities', () => {
  it('number at least 36', () => {
    expect(ambiguities.length).toBeGreaterThanOrEqual(36);
  });

  it('have unique ids in kebab-case', () => {
    const ids = ambiguities.map(({ id }) => id);
    expect(repeatedIn(ids)).toEqual([]);
    expect(ids.filter((id) => !kebabCase.test(id))).toEqual([]);
  });

  it.each(ambiguities)('$id has two to four readings, each with an argument for it', ({ readings }) => {
    expect(readings.length).toBeGreaterThanOrEqual(2);
    expect(readings.length).toBeLessThanOrEqual(4);
    expect(repeatedIn(readings.map(({ id }) => id))).toEqual([]);
    for (const reading of readings) {
      expect(reading.id).toMatch(kebabCase);
      expect(reading.text.trim()).not.toBe('');
      expect(reading.argument.trim()).not.toBe('');
    }
  });

  it.each(ambiguities)('$id has one of its readings as the default, with a reason', (ambiguity) => {
    expect(ambiguity.readings.map(({ id }) => id)).toContain(ambiguity.default);
    expect(ambiguity.why.trim()).not.toBe('');
  });

  it.each(governing)('$id has the value of the documented profile as its default', (ambiguity) => {
    const defaultReading = ambiguity.readings.find(({ id }) => id === ambiguity.default);
    expect(defaultReading?.value).toEqual(documentedValueOf(ambiguity));
  });

  it.each(governing)('$id has readings with different values that its paths allow', (ambiguity) => {
    const values = ambiguity.readings.filter((reading) => 'value' in reading).map(({ value }) => value);
    expect(repeatedIn(values.map((value) => JSON.stringify(value)))).toEqual([]);
    const paths = pathsGovernedBy(ambiguity.id);
    if (paths.length > 1) for (const value of values) expect(Object.keys(Object(value))).toEqual(paths);
    else for (const value of values) expect(typeof value).toBe(typeof documentedValueOf(ambiguity));
  });

  it('that govern no decision give a reason, and their readings have no values', () => {
    for (const { id, undecidable, readings } of ambiguities) {
      expect(undecidable === undefined, id).toBe(pathsGovernedBy(id).length > 0);
      if (undecidable === undefined) continue;
      expect(undecidable.trim(), id).not.toBe('');
      expect(
        readings.filter((reading) => 'value' in reading),
        id,
      ).toEqual([]);
    }
  });

  it('govern every decision of the profile exactly once', () => {
    const { name, summary, ...decisions } = documented;
    expect([name, summary]).not.toContain('');
    expect(ambiguities.flatMap((ambiguity) => [...pathsGovernedBy(ambiguity.id)]).sort()).toEqual(
      leavesOf(decisions).sort(),
    );
  });

  it('give a reason when no case can probe them', () => {
    expect(ambiguities.filter(({ unprobed }) => unprobed?.trim() === '')).toEqual([]);
  });

  it.each(ambiguities)('$id lists observable words, each once per reading', ({ readings }) => {
    for (const { id, observed } of readings) {
      if (observed === undefined) continue;
      expect(observed.length, id).toBeGreaterThan(0);
      expect(repeatedIn(observed), id).toEqual([]);
      expect(
        observed.filter((word) => word.trim() !== word || word === '' || word === '*'),
        id,
      ).toEqual([]);
    }
  });

  it.each(observable)(
    '$id has observable words for its default, and words that distinguish two readings',
    (ambiguity) => {
      const worded = ambiguity.readings.filter(({ observed }) => observed !== undefined);
      expect(worded.map(({ id }) => id)).toContain(ambiguity.default);
      expect(new Set(worded.map(({ observed }) => JSON.stringify(observed))).size).toBeGreaterThanOrEqual(2);
    },
  );

  it('that no case can probe list no observed words', () => {
    expect(observable.filter(({ unprobed }) => unprobed !== undefined).map(({ id }) => id)).toEqual([]);
  });

  it.each(ambiguities)('$id can be put to the vendor in English and in Indonesian', ({ vendorQuestion: ask }) => {
    expect(ask.en).toMatch(/[.?]$/);
    expect(ask.id).toMatch(/[.?]$/);
    expect(ask.en).not.toBe(ask.id);
  });
});

describe('the document', () => {
  const named = new Set([...requirements, ...ambiguities].map(placeOf));

  it.each(documentRows)('$section, $row: is a requirement, an ambiguity or not testable', (documentRow) => {
    if (documentRow.notTestable === undefined) expect(named).toContain(placeOf(documentRow));
    else expect(documentRow.notTestable.trim()).not.toBe('');
  });

  it('has no row that is both covered and marked as not testable', () => {
    const notTestable = documentRows.filter((documentRow) => documentRow.notTestable !== undefined);
    expect(notTestable.map(placeOf).filter((place) => named.has(place))).toEqual([]);
  });

  it('has each row once', () => {
    expect(repeatedIn(documentRows.map(placeOf))).toEqual([]);
  });

  it('contains every place that a requirement or an ambiguity names', () => {
    const places = new Set(documentRows.map(placeOf));
    expect([...named].filter((place) => !places.has(place))).toEqual([]);
  });
});
