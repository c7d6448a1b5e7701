/** The mock server. It answers as the document says, and explains what was wrong with each request. */

import type { Command } from 'commander';
import type { CommandIo } from '../spec/index.js';

export {
  type Fault,
  type FaultName,
  type FaultRule,
  type FaultSchedule,
  faultNames,
  isAnswerReadable,
} from './faults/index.js';
export { createMockHandler, type MockHandler, type MockHandlerOptions } from './handler.js';
export type { BaseAddress } from './http/served-at.js';
export type { Har } from './journal/har.js';
export { UnmetError, type Verification } from './journal/verify.js';
export type { MockChange, MockControl, MockOptions } from './mock.js';
export { type Channel, channels, type FaceEngineMode, faceEngineModes, type ScenarioName } from './schemas/choices.js';
export type {
  NumberBounds,
  NumberTest,
  PartTest,
  RequestCriteria,
  TextConditions,
  TextTest,
  ViolationTest,
  WaitOptions,
} from './schemas/criteria-types.js';
export type {
  JournalAnswer,
  JournalEntry,
  JournalFile,
  JournalPart,
  JournalText,
  NearMiss,
  PartViolation,
  Violation,
} from './schemas/journal-types.js';
export type { QueueItem, QueueStep, Tenant, TenantInput, Transaction } from './schemas/session-types.js';
export { createMockServer, type MockServer, type MockServerOptions } from './server.js';
export type { MockSession } from './sessions/mock-session.js';
export type { SessionOptions } from './sessions/session.js';
export type { TenantChange } from './store/tenant-change.js';
export { builtInTenants } from './store/tenants.js';

/** Creates `eendigo-kit health`. The import is lazy, so that programs without the command do not load it. */
export async function healthCommand(io: CommandIo): Promise<Command> {
  return (await import('./command/health.js')).createHealthCommand(io);
}

/** Creates `eendigo-kit mock`. The import is lazy, so that programs without the command do not load it. */
export async function mockCommand(io: CommandIo): Promise<Command> {
  return (await import('./command/command.js')).createMockCommand(io);
}
