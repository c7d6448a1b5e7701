import { chargeChecks } from './charge-checks.js';
import type { ClientCheck } from './context.js';
import { faultChecks } from './fault-checks.js';
import { secretChecks } from './secret-checks.js';
import { clientTimeChecks } from './time-checks.js';
import { understoodChecks } from './understood-checks.js';
import { wireChecks } from './wire-checks.js';

/** Every check on a client, in the order of the reports. */
export const clientChecks: readonly ClientCheck[] = [
  ...wireChecks,
  ...secretChecks,
  ...chargeChecks,
  ...clientTimeChecks,
  ...faultChecks,
  ...understoodChecks,
];
