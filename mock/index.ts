/** The mock server: answers as the document says, and explains what was wrong with each request. */
export { type Channel, channels } from './channels.js';
export { mockCommand } from './command.js';
export { type Fault, type FaultName, faultNames } from './faults/index.js';
export type { JournalAnswer, JournalEntry, JournalPart } from './journal.js';
export type { Transaction } from './ledger.js';
export { createMockHandler, type MockHandler, type MockHandlerOptions } from './mock-handler.js';
export type { QueueStep } from './queue.js';
export {
  createMockServer,
  type MockControl,
  type MockOptions,
  type MockServer,
  type MockServerOptions,
  type MockSession,
} from './server.js';
export type { SessionOptions } from './session.js';
export { builtInTenants, type Tenant } from './tenants.js';
