import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contractUnder, documented, type ProfilePath, profilePaths } from '../../spec/index.js';
import { otherValuesOf } from '../expectation/flips.test-helper.js';
import { createDemands } from './demands.js';
import { derivedRun, serverCases } from './derived-run.test-helper.js';
import { type Learned, learnFrom } from './learn.js';
import { type KeptAnswer, readAnswer, type SeenAnswer } from './seen-answer.js';
import { anyVendor, invisible, unlearned, vendorWith, wronglyObserved } from './vendors.test-helper.js';

const demands = createDemands(contractUnder(documented));
const learn = (answers: readonly SeenAnswer[]): Learned => learnFrom(answers, demands);
const reasonsOf = ({ unobserved }: Learned) => Object.fromEntries(unobserved.map(({ path, reason }) => [path, reason]));
const learnedValue = ({ observed }: Learned, path: ProfilePath): unknown =>
  observed.find((finding) => finding.path === path)?.value;

/** Replaces the answers to some cases. */
function answering(
  run: readonly SeenAnswer[],
  changes: Readonly<Record<string, Partial<KeptAnswer>>>,
): readonly SeenAnswer[] {
  return run.map((answer) => {
    const change = changes[answer.case.id];
    if (!change) return answer;
    const { status, contentType, body } = answer;
    const headers = contentType === undefined ? {} : { 'content-type': contentType };
    return readAnswer(answer.case, { status, headers, body: JSON.stringify(body), ...change }, answer);
  });
}
const failing = (message: string, status = 200): Partial<KeptAnswer> => ({
  status,
  body: JSON.stringify({ status: 'FAILED', message }),
});

describe('of a server as documented, learning', () => {
  const learned = learn(derivedRun(documented));

  test('observes every decision that an answer shows, and says why it does not observe the others', () => {
    expect(reasonsOf(learned)).toEqual({
      charged: "No answer shows the balance; only the vendor's statement does.",
      'parts.emptyOptional': 'no answer of these runs shows it',
      'pictures.exif': expect.stringContaining('both readings give the same dimensions'),
      // A landscape picture of 600 pixels of height has at least as many of width.
      'pictures.selfie.minimumWidth': 'the answers fit 600 and 599 alike',
    });
    expect(learned).toMatchObject({ contradictions: [], unexplained: [] });
    expect(wronglyObserved(learned, documented)).toEqual([]);
  });

  test('counts the answers that show a decision', () => {
    const { answers } = learned.observed.find(({ path }) => path === 'pictures.sizeLimit') ?? { answers: [] };
    expect(answers.map((answer) => answer.case.id).sort()).toEqual(['ktp-at-size-limit', 'selfie-at-size-limit']);
  });
});

describe('of a server that differs in one decision, learning', () => {
  const visible = profilePaths.filter((path) => !invisible.has(path) && path !== 'parts.emptyOptional');
  test.each(visible)('recovers %s', (path) => {
    const [value] = otherValuesOf(path);
    const vendor = vendorWith({ [path]: value });
    const learned = learn(derivedRun(vendor));
    expect(learned).toMatchObject({ contradictions: [], unexplained: [] });
    expect(learned.observed.map((finding) => finding.path)).toContain(path);
    expect(wronglyObserved(learned, vendor)).toEqual([]);
    expect(unlearned(vendor, learned)).toEqual([]);
  });

  test('tells a repeated part that counts last from one that is refused', () => {
    const learned = learn(derivedRun(vendorWith({ 'parts.repeated': 'invalid-credentials' })));
    const note = learned.observed.find(({ path }) => path === 'parts.repeated')?.note;
    expect(note).toBeUndefined();
  });
});

test('of servers that differ in several decisions, learning finds what gives the same answers', () => {
  fc.assert(
    fc.property(anyVendor, (vendor) => {
      const learned = learn(derivedRun(vendor));
      expect(unlearned(vendor, learned)).toEqual([]);
      expect(wronglyObserved(learned, vendor)).toEqual([]);
    }),
    { numRuns: 12, seed: 20_260_301 },
  );
});

describe('an unknown text', () => {
  const run = derivedRun(documented);

  test('that one case alone has is of no kind', () => {
    const learned = learn(answering(run, { 'credentials-wrong-key': failing('Access denied') }));
    expect(learnedValue(learned, 'answers.texts.invalid-credentials')).toBe('Invalid API key or tenant code');
    expect(learned.unexplained.map(({ answer, reason }) => [answer.case.id, reason])).toEqual([
      ['credentials-wrong-key', 'has the text "Access denied", of no known kind'],
    ]);
  });

  test('that the cases of one kind have is its text', () => {
    const vendor = vendorWith({
      'answers.texts.invalid-credentials': 'Access denied',
      order: documented.order.toReversed(),
    });
    expect(learnedValue(learn(derivedRun(vendor)), 'answers.texts.invalid-credentials')).toBe('Access denied');
  });

  test('is the text of its kind although most of its cases have the text of another kind', () => {
    const vendor = vendorWith({
      'answers.texts.parameter-invalid': 'Salah',
      'parts.missing': 'insufficient-balance',
      'parts.empty': 'insufficient-balance',
      'pictures.tooSmall': 'insufficient-balance',
    });
    const learned = learn(derivedRun(vendor));
    expect(learned.decisions.answers.texts).toEqual(vendor.answers.texts);
    expect(unlearned(vendor, learned)).toEqual([]);
  });

  test('that two kinds share is the text of both, and the status tells them apart', () => {
    const vendor = vendorWith({
      'answers.texts.invalid-credentials': 'Ditolak',
      'answers.texts.parameter-invalid': 'Ditolak',
      'status.invalid-credentials': 401,
      'status.parameter-invalid': 400,
      'parts.unknown': 'invalid-credentials',
    });
    const learned = learn(derivedRun(vendor));
    expect(wronglyObserved(learned, vendor)).toEqual([]);
    expect(learnedValue(learned, 'parts.unknown')).toBe('invalid-credentials');
    expect(learnedValue(learned, 'status.invalid-credentials')).toBe(401);
  });

  test('is not taken over where the report masks a part of it', () => {
    const vendor = vendorWith({ 'answers.texts.invalid-credentials': 'The key *** is unknown' });
    const learned = learn(derivedRun(vendor));
    expect(reasonsOf(learned)['answers.texts.invalid-credentials']).toMatch(/the report masks a part of/);
  });
});

/** The document's order with the card's face before the selfie's. */
const cardFirst = [...documented.order.slice(0, 6), 'face-compare', 'liveness'];

describe('what answers contradict', () => {
  const run = derivedRun(documented);

  test('is listed with both values, and left as documented: two cases of one run', () => {
    const learned = learn(answering(run, { 'missing-img1': failing('Input Image Invalid') }));
    expect(learned.decisions.parts.missing).toBe('parameter-invalid');
    expect(learnedValue(learned, 'parts.missing')).toBeUndefined();
    const [contradiction] = learned.contradictions;
    expect(contradiction?.path).toBe('parts.missing');
    expect(contradiction?.says.map(({ value }) => value)).toEqual(['"parameter-invalid"', '"face-compare-error"']);
    expect(contradiction?.says[1]?.answers.map((answer) => answer.case.id)).toEqual(['missing-img1']);
  });

  test('is listed with both values: the same case in two runs', () => {
    const [march, april] = [
      derivedRun(documented, 'march.json'),
      derivedRun(vendorWith({ 'parts.unknown': 'parameter-invalid' }), 'april.json'),
    ];
    const learned = learn([...march, ...april]);
    expect(
      learned.contradictions.map(({ path, says }) => [
        path,
        says.map(({ value, answers }) => [value, answers[0]?.run]),
      ]),
    ).toEqual([
      [
        'parts.unknown',
        [
          ['"accepted"', 'march.json'],
          ['"parameter-invalid"', 'april.json'],
        ],
      ],
    ]);
    expect(learned.decisions.parts.unknown).toBe('accepted');
  });

  test('is listed for a status, a text and an order', () => {
    const mixed = [
      ...derivedRun(documented),
      ...derivedRun(vendorWith({ 'status.liveness-error': 422, order: cardFirst }), 'other'),
    ];
    const learned = learn(mixed);
    expect(learned.contradictions.map(({ path }) => path)).toEqual(['status.liveness-error', 'order']);
    expect(learned.decisions.order).toEqual(documented.order);
    expect(learned.decisions.status['liveness-error']).toBe(200);
  });
});

test('a contradictory order is no contradiction of the decisions that a request with two violations is not about', () => {
  const turned = vendorWith({ order: documented.order.toReversed() });
  const learned = learn([...derivedRun(documented), ...derivedRun(turned, 'other')]);
  // A key that is empty is a wrong one too, so the order decides the answer to it.
  expect(learned.contradictions.map(({ path }) => path)).toEqual(['parts.empty', 'order']);
});

describe('an answer of no kind', () => {
  const page = { status: 413, headers: { 'content-type': 'text/html' }, body: '<html>Too Large</html>' };
  const heavy = { 'selfie-over-size': page, 'ktp-over-size': page };

  test('that one case alone has is listed, and says nothing', () => {
    const learned = learn(answering(derivedRun(documented), { 'selfie-over-size': page }));
    expect(learned.unexplained.map(({ answer, reason }) => `${answer.case.id} ${reason}`)).toEqual([
      'selfie-over-size has the form of no kind',
    ]);
    expect(learned.contradictions).toEqual([]);
    expect(learned.decisions.ownAnswers.tooManyBytes).toBe('');
  });

  test('that all cases of one sort have is the own answer to it, whatever the time in it', () => {
    const at = (time: string) => ({ ...page, body: `<html>Too Large, ${time}</html>` });
    const all = Object.fromEntries(
      serverCases
        .filter(({ id }) => /over-size|one-byte-over/.test(id) || id.startsWith('order-size'))
        .map(({ id }, index) => [id, at(`2026-11-27T08:00:0${index % 10}Z`)]),
    );
    const learned = learn(answering(derivedRun(documented), all));
    expect(learned).toMatchObject({ contradictions: [] });
    expect(learnedValue(learned, 'ownAnswers.tooManyBytes')).toBe(
      'HTTP/1.1 413\nContent-Type: text/html\n\n<html>Too Large, 2026-11-27T08:00:00Z</html>',
    );
    expect(learnedValue(learned, 'answers.imageTooLargeMessage')).toBe('Image too large');
  });

  test('that only some cases of one sort have is contradictory', () => {
    const learned = learn(answering(derivedRun(documented), heavy));
    expect(learned.contradictions.map(({ path, says }) => [path, says.map(({ value }) => value)])).toEqual([
      ['ownAnswers.tooManyBytes', ['an answer of none of the kinds', 'an answer of a kind']],
    ]);
    expect(learned.decisions.ownAnswers.tooManyBytes).toBe('');
  });

  test('of every case leaves everything as documented', () => {
    const page = { status: 502, body: 'Bad Gateway' };
    const all = Object.fromEntries(serverCases.map(({ id }) => [id, page]));
    const learned = learn(answering(derivedRun(documented), all));
    expect(learned.observed).toEqual([]);
    expect(learned.unobserved).toHaveLength(profilePaths.length);
  });
});
