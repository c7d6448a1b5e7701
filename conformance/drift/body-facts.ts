import { checkNesting } from '../../spec/index.js';
import { isObject, parseJson } from '../wire/answer.js';
import type { Fact } from './facts.js';
import { type FactContext, isMoment, shapeOf } from './shapes.js';

/** What the evidence writes behind a body that it cuts. */
const cutMark = /… \(\d+ characters (more|that are no text)\)$/;
/** The evidence keeps 10,000 characters of a body. */
const maxLength = 20_000;
/** Objects and lists deeper than this are compared as text. */
const maxDepth = 40;

/** The facts of a body: whether it is JSON, and the type, order and value of each key. */
export function bodyFacts(text: string, context: FactContext): readonly Fact[] {
  const form = (value: string): Fact => ({ aspect: 'body', place: '', value, shape: value, isForm: true });
  if (text === '') return [form('empty')];
  if (text.length > maxLength || cutMark.test(text)) return [form('too long to be kept, or no text')];
  const json = parseJson(text);
  if (json === undefined)
    return [form('no JSON'), { aspect: 'text', place: '', value: context.neutral(text), shape: shapeOf(text) }];
  if (isTooDeep(text))
    return [form('JSON, nested too deep'), { aspect: 'text', place: '', value: text, shape: 'text' }];
  const type = typeOf(json);
  return [form(`JSON, ${type}`), ...factsOf(json, [], context, 0)];
}

function isTooDeep(text: string): boolean {
  try {
    checkNesting(text);
    return false;
  } catch {
    return true;
  }
}

function factsOf(value: unknown, path: readonly string[], context: FactContext, depth: number): readonly Fact[] {
  const place = path.map(shownKey).join('.');
  if (depth >= maxDepth) return [leaf(place, path, JSON.stringify(value), context)];
  if (Array.isArray(value)) {
    // A list of one object is compared with the object itself, so that its keys keep their places.
    return value.flatMap((item: unknown, at) => [
      ...(at === 0 ? [] : [typeFact([...path.map(shownKey), String(at)].join('.'), item)]),
      ...factsOf(item, at === 0 ? path : [...path, String(at)], context, depth + 1),
    ]);
  }
  if (!isObject(value)) return [leaf(place, path, typeof value === 'string' ? value : JSON.stringify(value), context)];
  const order = JSON.stringify(Object.keys(value));
  return [
    { aspect: 'order', place, value: order, shape: order },
    ...Object.entries(value).flatMap(([key, inner]) => {
      const below = [...path, key];
      return [typeFact(below.map(shownKey).join('.'), inner), ...factsOf(inner, below, context, depth + 1)];
    }),
  ];
}

function typeFact(place: string, value: unknown): Fact {
  const type = typeOf(value);
  return { aspect: 'type', place, value: type, shape: type, isForm: true };
}

function leaf(
  place: string,
  path: readonly string[],
  text: string,
  { known: { fresh, fixed }, neutral }: FactContext,
): Fact {
  const name = path.findLast((key) => !/^\d+$/.test(key)) ?? '';
  const form = fresh.get(name) ?? (isMoment(text) ? shapeOf : undefined);
  if (form) return { aspect: 'text', place, value: form(text), shape: form(text), isForm: true };
  return {
    aspect: 'text',
    place,
    value: neutral(text),
    shape: shapeOf(text),
    ...(fixed.has(name) ? { isFixed: true } : {}),
  };
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function shownKey(key: string): string {
  return /^[\w$-]+$/.test(key) ? key : JSON.stringify(key);
}
