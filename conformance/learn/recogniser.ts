import type { ResponseKind } from '../../spec/index.js';
import { hasOtherMethod, type SeenAnswer } from './seen-answer.js';
import type { KindsOfText } from './texts.js';

/** Tells of which kinds an answer may be. */
export interface Recogniser {
  readonly mayBe: (answer: SeenAnswer, kind: ResponseKind) => boolean;
  /** Whether the answer has a form, and a text, of any kind. */
  readonly isKnown: (answer: SeenAnswer) => boolean;
  /** The only kind of an answer. Undefined where it has none, or several share its text. */
  readonly onlyKind: (answer: SeenAnswer) => ResponseKind | undefined;
}

/** The usual status of each kind, where kinds that share a text differ in it. */
export type UsualStatuses = ReadonlyMap<ResponseKind, number>;

/** Creates it from the kinds of the texts. Of kinds with one text, the status decides, if it differs. */
export function createRecogniser(kindsOfText: KindsOfText, statuses: UsualStatuses = new Map()): Recogniser {
  const kindsOf = (answer: SeenAnswer): readonly ResponseKind[] => {
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
    mayBe: (answer, kind) => kindsOf(answer).includes(kind),
    isKnown: (answer) => kindsOf(answer).length > 0,
    onlyKind: (answer) => {
      const kinds = kindsOf(answer);
      return kinds.length === 1 ? kinds[0] : undefined;
    },
  };
}
