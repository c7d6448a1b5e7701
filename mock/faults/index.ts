export { faultFor, type WrongFault } from './asked-fault.js';
export { draw } from './draw.js';
export {
  type Fault,
  type FaultName,
  faultNames,
  faultParametersOf,
  faultSpecs,
  parseFault,
} from './fault.js';
export {
  type FaultInput,
  type FaultPlan,
  type FaultRule,
  type FaultSchedule,
  openFaultPlan,
  scheduleOf,
} from './schedule.js';
export { faultOrScheduleSchema, faultSchema } from './schema.js';
export { beforeReading, sendAnswer, spoilt } from './send.js';
