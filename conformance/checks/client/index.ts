import type { ClientCheck } from './context.js';
import { understoodChecks } from './understood-checks.js';
import { wireChecks } from './wire-checks.js';

/** Every check on a client, in the order of the reports. */
export const clientChecks: readonly ClientCheck[] = [...wireChecks, ...understoodChecks];
