/** The mock server: answers as the document says, and explains what was wrong with each request. */
export { type Channel, channels } from './channels.js';
export { mockCommand } from './command.js';
export type { FileTest, NumberTest, RequestCriteria, TextTest, ViolationTest } from './criteria.js';
export { type FaceEngineMode, faceEngineModes } from './face-engine.js';
export { type Fault, type FaultName, type FaultRule, type FaultSchedule, faultNames } from './faults/index.js';
export type { JournalAnswer, JournalEntry, JournalFile, JournalPart, JournalText } from './journal.js';
export type { Transaction } from './ledger.js';
export type { MockSession } from './mock-session.js';
export type { QueueItem, QueueStep, ScenarioName } from './queue.js';
export { createMockServer, type MockServer, type MockServerOptions } from './server.js';
export type { SessionOptions } from './session.js';
export { builtInTenants, type Tenant, type TenantChange } from './tenants.js';
export { type NearMiss, UnmetError, type Verification, type WaitOptions } from './verify.js';
