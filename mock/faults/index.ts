export { type Fault, type FaultName, faultNames, parseFault } from './fault.js';
export { beforeReading, sendAnswer } from './send.js';
