import { type Fault, type FaultSchedule, parseFault } from '../faults/index.js';

/** A fault or a schedule, which a text may say as a header does. @throws KitError `usage` for a text that says neither */
export function readFault(fault: Fault | FaultSchedule | string | undefined): Fault | FaultSchedule | undefined {
  return typeof fault === 'string' ? parseFault(fault) : fault;
}
