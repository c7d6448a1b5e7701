import { accountCases } from './accounts.js';
import type { TestCase } from './case.js';
import { buildingCases } from './client/building.js';
import { clientFaultCases } from './client/faults.js';
import { readingCases } from './client/readings.js';
import { understandingCases } from './client/understanding.js';
import { clientOnlyCases } from './client-only.js';
import { orderCases } from './order.js';
import { httpCases, parameterCases } from './parameters.js';
import { pictureFaceCases } from './picture-faces.js';
import { pictureFileCases } from './picture-files.js';
import { pictureGuidanceCases } from './picture-guidance.js';
import { successCases } from './success.js';
import { textCases } from './texts.js';

/** Every case, in the order of execution. Cases without pictures come first and run while the pictures are drawn. */
export const cases: readonly TestCase[] = [
  ...httpCases,
  ...successCases,
  ...textCases,
  ...parameterCases,
  ...accountCases,
  ...pictureFileCases,
  ...pictureFaceCases,
  ...pictureGuidanceCases,
  ...orderCases,
  ...buildingCases,
  ...understandingCases,
  ...readingCases,
  ...clientOnlyCases,
  ...clientFaultCases,
];
