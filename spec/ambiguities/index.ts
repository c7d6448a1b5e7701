import type { Ambiguity } from '../register.js';
import { answerFormAmbiguities } from './answer-form.js';
import { answerKindAmbiguities } from './answer-kinds.js';
import { operationAmbiguities } from './operation.js';
import { photoGuidanceAmbiguities } from './photo-guidance.js';
import { pictureFormatAmbiguities } from './picture-formats.js';
import { pictureSizeAmbiguities } from './picture-sizes.js';
import { requestFormAmbiguities } from './request-form.js';
import { requiredValueAmbiguities } from './required-values.js';
import { resultFormAmbiguities } from './result-form.js';
import { resultOutcomeAmbiguities } from './result-outcomes.js';
import { textContentAmbiguities } from './text-contents.js';
import { transactionAmbiguities } from './transactions.js';

/** Every question that the document leaves open, by subject. */
export const ambiguities: readonly Ambiguity[] = [
  ...answerKindAmbiguities,
  ...answerFormAmbiguities,
  ...resultFormAmbiguities,
  ...resultOutcomeAmbiguities,
  ...transactionAmbiguities,
  ...requestFormAmbiguities,
  ...requiredValueAmbiguities,
  ...textContentAmbiguities,
  ...pictureSizeAmbiguities,
  ...pictureFormatAmbiguities,
  ...photoGuidanceAmbiguities,
  ...operationAmbiguities,
];
