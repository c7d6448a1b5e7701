import type { Command } from 'commander';
import type { CommandIo } from '../spec/index.js';

export type { Transaction } from './books/ledger.js';
export { builtInTenants, type Tenant, type TenantChange } from './books/tenants.js';
export { type Fault, type FaultName, type FaultRule, type FaultSchedule, faultNames } from './faults/index.js';
export type { FileTest, NumberTest, RequestCriteria, TextTest, ViolationTest } from './journal/criteria.js';
export type { JournalAnswer, JournalEntry, JournalFile, JournalPart, JournalText } from './journal/journal.js';
export { type NearMiss, UnmetError, type Verification } from './journal/verify.js';
export type { WaitOptions } from './journal/wait.js';
/** The mock server: answers as the document says, and explains what was wrong with each request. */
export { type Channel, channels } from './judging/channels.js';
export { createMockHandler, type MockHandler, type MockHandlerOptions } from './mock-handler.js';
export { type FaceEngineMode, faceEngineModes } from './pictures/face-engine.js';
export { createMockServer, type MockServer, type MockServerOptions } from './server.js';
export type { MockSession } from './sessions/mock-session.js';
export type { QueueItem, QueueStep, ScenarioName } from './sessions/queue.js';
export type { SessionOptions } from './sessions/session.js';
export type { MockChange, MockControl, MockOptions } from './set-up.js';

/** Makes `eendigo-kit health`. Loaded when it is called: a program that uses the folder without its command does not wait for it. */
export async function healthCommand(io: CommandIo): Promise<Command> {
  return (await import('./command/health.js')).healthCommand(io);
}

/** Makes `eendigo-kit mock`. Loaded when it is called: a program that uses the folder without its command does not wait for it. */
export async function mockCommand(io: CommandIo): Promise<Command> {
  return (await import('./command/command.js')).mockCommand(io);
}
