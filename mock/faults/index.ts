export { draw, largestScheduleSeed } from './draw.js';
export {
  type Fault,
  type FaultName,
  faultNames,
  faultParametersOf,
  faultSpecs,
  isAnswerReadable,
  parseFault,
} from './fault.js';
export type { FaultInput, FaultRule, FaultSchedule } from './fault-types.js';
export { faultFor, type WrongFault } from './requested-fault.js';
export {
  createFaultPlan as openFaultPlan,
  type FaultPlan,
  type FaultPosition,
  scheduleOf,
} from './schedule.js';
export { faultOrScheduleSchema, faultSchema } from './schema.js';
export { applyFault as spoilt, beforeReading, sendAnswer } from './send.js';
