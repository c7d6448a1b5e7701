import { failed, notApplicable, passed } from '../check.js';
import type { ClientCheck } from './context.js';

/** Checks on what the client's calls cost. */
export const chargeChecks: readonly ClientCheck[] = [
  {
    id: 'charged-once',
    title: 'the service charges the call at most once, whatever becomes of its answer',
    source: { ambiguity: 'retry' },
    judge: ({ calls, charges }) => {
      // Without a charge there is nothing to charge twice.
      if (charges === 0) return notApplicable;
      const most =
        calls.length === 1 ? 'at most 1 charged transaction' : `at most ${calls.length} charged transactions`;
      return charges <= calls.length ? passed : failed(most, `${charges} charged transactions`);
    },
  },
];
