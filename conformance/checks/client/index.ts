import type { ClientCheck } from './context.js';
import { understoodChecks } from './understood-checks.js';
import { wireChecks } from './wire-checks.js';

/** Every check on a client, in the order in which they are reported. */
export const clientChecks: readonly ClientCheck[] = [...wireChecks, ...understoodChecks];
