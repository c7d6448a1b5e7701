import { type OwnAnswerName, ownAnswerNames, ownScenarioName, parseOwnAnswer } from './own-answers.js';
import type { Profile } from './profile.js';
import type { ScenarioRecord } from './scenarios.js';
import type { FailureKind } from './vocabulary.js';

const meanings: Readonly<Record<OwnAnswerName, string>> = {
  wrongMethod: 'a method other than POST',
  wrongContentType: 'a body that is no form',
  malformedForm: 'a form that cannot be read',
  tooManyBytes: 'a picture over its limit of bytes',
  unreadablePicture: 'a picture that cannot be decoded',
};

/** The scenarios of the own answers that a profile has. Each stands for an answer of its kind. */
export function ownScenariosUnder(profile: Profile): readonly ScenarioRecord[] {
  const { malformedForm, ownAnswers, wrongContentType, wrongMethod } = profile;
  const kinds: Readonly<Record<OwnAnswerName, FailureKind>> = {
    wrongMethod: wrongMethod.kind,
    wrongContentType: wrongContentType.kind,
    malformedForm: malformedForm.kind,
    tooManyBytes: 'image-too-large',
    unreadablePicture: 'face-compare-error',
  };
  return ownAnswerNames.flatMap((name) => {
    const own = parseOwnAnswer(ownAnswers[name]);
    if (own === undefined) return [];
    const { status, headers, body } = own;
    const summary = `The server's own answer to ${meanings[name]}.`;
    return [
      { name: ownScenarioName(name), kind: kinds[name], summary, status, headers, body: { text: body }, fresh: [] },
    ];
  });
}
