import type { Command } from 'commander';
import type { CommandIo } from '../spec/index.js';

/** The mock server: answers as the document says, and explains what was wrong with each request. */
export { type Channel, channels } from './channels.js';
export type { FileTest, NumberTest, RequestCriteria, TextTest, ViolationTest } from './criteria.js';
export { type FaceEngineMode, faceEngineModes } from './face-engine.js';
export { type Fault, type FaultName, type FaultRule, type FaultSchedule, faultNames } from './faults/index.js';
export type { JournalAnswer, JournalEntry, JournalFile, JournalPart, JournalText } from './journal.js';
export type { Transaction } from './ledger.js';
export { createMockHandler, type MockHandler, type MockHandlerOptions } from './mock-handler.js';
export type { MockSession } from './mock-session.js';
export type { QueueItem, QueueStep, ScenarioName } from './queue.js';
export { createMockServer, type MockServer, type MockServerOptions } from './server.js';
export type { SessionOptions } from './session.js';
export type { MockChange, MockControl, MockOptions } from './set-up.js';
export { builtInTenants, type Tenant, type TenantChange } from './tenants.js';
export { type NearMiss, UnmetError, type Verification, type WaitOptions } from './verify.js';

/** Makes `eendigo-kit mock`. Loaded when it is called: a program that uses the folder without its command does not wait for it. */
export async function mockCommand(io: CommandIo): Promise<Command> {
  return (await import('./command.js')).mockCommand(io);
}
