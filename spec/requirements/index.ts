import type { Requirement } from '../register.js';
import { coverAndContentsRequirements } from './cover-and-contents.js';
import { failureResponseRequirements } from './failure-responses.js';
import { ktpPhotoRequirements } from './ktp-photo.js';
import { requestRequirements } from './request.js';
import { responseKindRequirements } from './response-kinds.js';
import { resultResponseRequirements } from './result-responses.js';
import { selfiePhotoRequirements } from './selfie-photo.js';

/** Every statement of the document, in its order. */
export const requirements: readonly Requirement[] = [
  ...coverAndContentsRequirements,
  ...requestRequirements,
  ...responseKindRequirements,
  ...failureResponseRequirements,
  ...resultResponseRequirements,
  ...selfiePhotoRequirements,
  ...ktpPhotoRequirements,
];
