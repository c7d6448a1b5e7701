import { escapeInvisible } from '../reports/visible-text.js';
import type { DriftAspect, Rule } from './rules.js';

/** What a sentence says of a difference that some cases share. */
export interface ToSay extends Rule {
  readonly aspect: DriftAspect;
  readonly place: string;
  readonly old: string;
  readonly now: string;
  readonly cases: readonly string[];
  /** The kinds of the answers, where each is the same as before. */
  readonly kinds: readonly string[];
}

/** Explains a difference in one sentence, with both values and why it has its class. */
export function toSentence(difference: ToSay): string {
  const { aspect, place, old, now, why } = difference;
  const preposition = aspect === 'answer' && place === 'status' ? 'with ' : '';
  return escapeInvisible(`${subjectOf(difference)} ${old}, now ${preposition}${now}: ${why}`).replaceAll('\n', '\\n');
}

function subjectOf({ aspect, place, cases, kinds }: ToSay): string {
  const [only = ''] = cases;
  const subject = cases.length === 1 ? only : `${cases.length} cases`;
  const were = cases.length === 1 ? 'was' : 'were';
  switch (aspect) {
    case 'answer':
      if (place === '') return `${subject} ${were} answered`;
      return kinds.length === 1
        ? `${subject} ${were} answered ${kinds[0]} with`
        : `${subject} (${kinds.join(', ')}) ${were} answered with`;
    case 'header':
    case 'transport header':
      return `the header ${place} of ${subject} was`;
    case 'body':
      return `the body of ${subject} was`;
    case 'type':
      return `the key ${place} of ${subject} was`;
    case 'order':
      return `the keys ${place === '' ? '' : `in ${place} `}of ${subject} were in the order`;
    case 'text':
      return place === '' ? `the body of ${subject} was` : `the value of ${place} of ${subject} was`;
    case 'request':
      return `the ${place} that the client sends in ${subject} was`;
    case 'sent header':
    case 'library header':
      return `the header ${place} that the client sends in ${subject} was`;
    case 'part':
      return `the part ${place} that the client sends in ${subject} was`;
    case 'report':
      return place === '' ? `${subject} ${were} reported as` : `the ${place} that the client reports in ${subject} was`;
    case 'verdict':
      return `${subject} ${were}`;
    case 'reading':
      return `the reading of ${place} was`;
    case 'latency':
      return `the median time of the answers ${place} was`;
    case 'case':
      return `${subject} ${were}`;
  }
}
