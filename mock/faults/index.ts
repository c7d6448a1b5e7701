export { type Fault, type FaultName, faultNames, faultSpecs, parseFault } from './fault.js';
export { beforeReading, sendAnswer } from './send.js';
