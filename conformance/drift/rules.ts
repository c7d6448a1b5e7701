import type { FactAspect } from './facts.js';

/**
 * What a difference means to a client of the API. `breaking`: a client that worked may fail. `additive`: something more, which a
 * client that reads what it knows does not notice. `noise`: it varies by itself, or says nothing about the API.
 */
export type DriftClass = 'breaking' | 'additive' | 'noise';

export const driftClasses = ['breaking', 'additive', 'noise'] as const satisfies readonly DriftClass[];

/** What a difference is about: a fact of an answer, or something of the whole case or run. */
export type DriftAspect = FactAspect | 'answer' | 'verdict' | 'reading' | 'latency' | 'case';

export const driftAspects = [
  'answer',
  'header',
  'transport header',
  'body',
  'type',
  'order',
  'text',
  'request',
  'sent header',
  'library header',
  'part',
  'report',
  'verdict',
  'reading',
  'latency',
  'case',
] as const satisfies readonly DriftAspect[];

/** How a fact differs from the baseline. `flickers`: it comes and goes in the baseline. `varies`: so does its value. */
export type Change = 'changed' | 'gone' | 'new' | 'flickers' | 'varies';

/** The class of a difference, and why it has that class, as the end of a sentence. */
export interface Rule {
  readonly class: DriftClass;
  readonly why: string;
}

const breaks = (why: string): Rule => ({ class: 'breaking', why });
const adds = (why: string): Rule => ({ class: 'additive', why });
const noise = (why: string): Rule => ({ class: 'noise', why });

type Rules = Readonly<Record<'changed' | 'gone' | 'new', Rule>>;

const transport = noise('it is of the connection or the server program, and no client of this API reads it');

const library = noise("it is of the client's HTTP library, and the API does not read it");

const rules: Readonly<Record<FactAspect, Rules>> = {
  header: {
    changed: breaks('a client that compares it breaks'),
    gone: breaks('a client that reads it breaks'),
    new: adds('clients ignore headers that they do not know'),
  },
  'transport header': { changed: transport, gone: transport, new: transport },
  body: {
    changed: breaks('a client that parses it breaks'),
    gone: breaks('a client that parses it breaks'),
    new: breaks('a client that parses it breaks'),
  },
  type: {
    changed: breaks('a client that reads the earlier type breaks'),
    gone: breaks('a client that reads it breaks'),
    new: adds('clients ignore keys that they do not know'),
  },
  order: {
    changed: noise('the order of keys has no meaning in JSON'),
    gone: noise('the order of keys has no meaning in JSON'),
    new: noise('the order of keys has no meaning in JSON'),
  },
  text: {
    changed: breaks('a client that compares the value breaks'),
    gone: breaks('a client that reads it breaks'),
    new: adds('clients ignore values that they do not know'),
  },
  request: {
    changed: breaks('the server gets another request'),
    gone: breaks('the server gets another request'),
    new: adds('the server gets more than before'),
  },
  'sent header': {
    changed: breaks('a server that reads it breaks'),
    gone: breaks('a server that reads it breaks'),
    new: adds('servers ignore headers that they do not know'),
  },
  'library header': { changed: library, gone: library, new: library },
  part: {
    changed: breaks('the server gets another value'),
    gone: breaks('a server that needs it breaks'),
    new: adds('servers ignore parts that they do not know'),
  },
  report: {
    changed: breaks('the client reads another value from the same answer'),
    gone: breaks('the client no longer reads it from the answer'),
    new: adds('the client reads more from the answer'),
  },
};

/** The rule for a difference in a fact. */
export function ruleFor(aspect: FactAspect, change: Change): Rule {
  switch (change) {
    case 'flickers':
      return noise('it comes and goes in the baseline too');
    case 'varies':
      return noise('its value varies in the baseline too');
    default:
      return rules[aspect][change];
  }
}

/** The rule for an encoding of the body, which the suite does not ask for. */
export const contentEncodingRule: Rule = breaks('a client that does not ask for it cannot read the body');

/** The rule for a content type, of which the part before `;` decides. */
export function contentTypeRule(old: string, now: string): Rule {
  const mediaType = (value: string): string => (value.split(';')[0] ?? '').trim().toLowerCase();
  return mediaType(old) === mediaType(now)
    ? adds('the media type is the same, and only its parameters differ')
    : breaks('a client that expects the earlier media type breaks');
}
