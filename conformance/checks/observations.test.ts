import { describe, expect, it } from 'vitest';
import type { TestCase } from '../cases/case.js';
import { cases } from '../cases/index.js';
import {
  classifyClock,
  classifyErrorText,
  classifyFigure,
  classifyLayout,
  classifyTrxNo,
  classifyTrxNoSequence,
  createObservation,
  describeKindOf,
  kindAmbiguitiesOf,
} from './observations.js';

const caseOf = (id: string): TestCase => {
  const found = cases.find((testCase) => testCase.id === id);
  if (!found) throw new Error(`no case is called ${id}`);
  return found;
};

describe('an observation', () => {
  it('calls an empty text empty', () => {
    expect(createObservation('false-word', '')).toEqual([{ ambiguity: 'false-word', value: 'empty' }]);
  });

  it('of a kind names the one part that the request lacks', () => {
    expect(describeKindOf(caseOf('missing-key'), 'parameter-invalid')).toBe('parameter-invalid without key');
    expect(describeKindOf(caseOf('empty-key'), 'success')).toBe('success with empty key');
    expect(describeKindOf(caseOf('part-name-case'), 'success')).toBe('success');
    expect(describeKindOf(caseOf('text-empty-optional'), 'success')).toBe('success');
  });

  it('of a kind covers every ambiguity of the case, except those that other checks observe', () => {
    expect(kindAmbiguitiesOf(caseOf('selfie-extension-missing'))).toEqual(['extension-source', 'wrong-extension']);
    expect(kindAmbiguitiesOf(caseOf('success-not-live'))).toEqual(['not-live']);
  });
});

describe('the observed value', () => {
  const printed = 'The light is too dim; the face is covered; do not shake ';

  it.each([
    [printed, 'the whole text'],
    [printed.trim(), 'the whole text'],
    ['the face is covered', 'some of its parts'],
    ['do not shake ; The light is too dim', 'some of its parts'],
    ['No face was found', 'another text'],
  ])('for the error text %j is %j', (text, word) => {
    expect(classifyErrorText(text, printed)).toBe(word);
  });

  it('for a layout names the order of the keys and line breaks', () => {
    expect(classifyLayout(true, '{"a":1}\n')).toBe('in this order');
    expect(classifyLayout(false, '{\n"a":1}')).toBe('in another order, on several lines');
  });

  it.each([
    [0, 'now'],
    [60_000, 'now'],
    [120_000, 'another time'],
    [7 * 3_600_000, 'seven hours ahead'],
    [Number.NaN, 'another time'],
  ])('for a clock %d ms ahead is %j', (distance, word) => {
    expect(classifyClock(distance, 90_000)).toBe(word);
  });

  it.each([
    ['0.83950', 'fraction of five decimals'],
    ['0.8', 'fraction'],
    ['83.95', 'percentage'],
    ['1.23456', 'neither fraction nor percentage'],
    ['101.5', 'neither fraction nor percentage'],
    ['high', 'neither fraction nor percentage'],
  ])('for the figure %s is %j', (figure, word) => {
    expect(classifyFigure(figure)).toBe(word);
  });

  it.each([
    [undefined, 'none'],
    ['10877', 'plain number'],
    ['0010877', 'padded with zeros'],
    ['A1', 'not a number'],
  ])('for the X-Trx-No %s is %j', (trxNo, word) => {
    expect(classifyTrxNo(trxNo)).toBe(word);
  });

  it('for two X-Trx-No names the larger one, whatever their length', () => {
    expect(classifyTrxNoSequence('100000000000000000001', '99999999999999999999')).toBe('larger');
    expect(classifyTrxNoSequence('5', '5')).toBe('not larger');
    expect(classifyTrxNoSequence('5', undefined)).toBe('the first');
  });
});
