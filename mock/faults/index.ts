export { type Fault, type FaultName, faultNames, faultSpecs, parseFault } from './fault.js';
export { type FaultPlan, type FaultRule, type FaultSchedule, openFaultPlan } from './schedule.js';
export { faultOrScheduleSchema, faultSchema } from './schema.js';
export { beforeReading, sendAnswer } from './send.js';
