import type { ResponseKind } from '../../spec/index.js';
import type { DerivedAnswer } from '../expectation/answer-under.js';
import type { OwnAnswers } from './own-answers.js';
import { hasOtherMethod, type SeenAnswer } from './seen-answer.js';
import type { KindsOfText } from './texts.js';

/** Tells of which kinds an answer may be. */
export interface Recogniser {
  /** Whether an answer may be the demanded one. */
  readonly mayBe: (answer: SeenAnswer, demanded: DerivedAnswer) => boolean;
  /** Whether the answer has a form, and a text, of any kind. */
  readonly isOfKind: (answer: SeenAnswer) => boolean;
  /** Whether it is of any kind, or an own answer of the server. */
  readonly isKnown: (answer: SeenAnswer) => boolean;
  /** The only kind of an answer. Undefined where it has none, or several share its text. */
  readonly onlyKind: (answer: SeenAnswer) => ResponseKind | undefined;
}

/** The usual status of each kind, where kinds that share a text differ in it. */
export type UsualStatuses = ReadonlyMap<ResponseKind, number>;

/** Creates it from the kinds of the texts. Of kinds with one text, the status decides, if it differs. */
export function createRecogniser(
  kindsOfText: KindsOfText,
  own: OwnAnswers,
  statuses: UsualStatuses = new Map(),
): Recogniser {
  const kindsOf = (answer: SeenAnswer): readonly ResponseKind[] => {
    if (own.namesOf(answer).size > 0) return [];
    switch (answer.form.type) {
      case 'success':
      case 'liveness-error':
        return [answer.form.type];
      case 'message': {
        const kinds = kindsOfText.get(answer.form.text) ?? [];
        if (kinds.length < 2 || hasOtherMethod(answer)) return kinds;
        const sameStatus = kinds.filter((kind) => statuses.get(kind) === answer.status);
        return sameStatus.length > 0 ? sameStatus : kinds;
      }
      case 'other':
        return [];
    }
  };
  return {
    mayBe: (answer, { kind, mayBeOwn }) => {
      const names = own.namesOf(answer);
      if (mayBeOwn && (names.size > 0 || own.byName.has(mayBeOwn))) return names.has(mayBeOwn);
      return kindsOf(answer).includes(kind);
    },
    isOfKind: (answer) => kindsOf(answer).length > 0,
    isKnown: (answer) => own.namesOf(answer).size > 0 || kindsOf(answer).length > 0,
    onlyKind: (answer) => {
      const kinds = kindsOf(answer);
      return kinds.length === 1 ? kinds[0] : undefined;
    },
  };
}
