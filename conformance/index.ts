import type { Command } from 'commander';
import type { CommandIo } from '../spec/index.js';

/** The conformance suite: the cases, the runs on a server or a client, and the verdicts. */
export type { Direction, Need, Tag, TestCase as Case } from './cases/case.js';
export { cases } from './cases/index.js';
export type { CheckResult, CheckSource } from './checks/check.js';
export { type ClientRunOptions, runClientCases } from './client/client-run.js';
export type { CaseEnd, ClientDriver, CreateClientDriver, GivenCase } from './client/driver.js';
export { createExecDriver } from './client/exec/exec-driver.js';
export type { CallClient } from './client/in-process/in-process-driver.js';
export { type RegisterTest, type TestClientOptions, testClient } from './client/in-process/test-client.js';
export { createSessionDriver, type SessionListener } from './client/session/session-driver.js';
export { conformanceCommand } from './command.js';
export { diffCommand } from './drift/diff-command.js';
export {
  type CaseResult,
  collectResults,
  exitCodeOf,
  type Summary,
  summarise,
  type Verdict,
} from './evidence/verdict.js';
export { type Cost, costOf } from './expectation/cost.js';
export { answerKind, type Expectation, expectationOf } from './expectation/expectation.js';
export { drawnPictures, type PictureSource } from './pictures.js';
export { type ClientCase, type ClientReport, protocolVersion } from './protocol/protocol.js';
export type { ClientMessage, ReadyMessage, ResultMessage, RunnerMessage } from './protocol/session-messages.js';
export type { ServerRunOptions } from './server/run-options.js';
export { runServerCases } from './server/server-run.js';
export { builtInCredentials, type Credentials } from './wire/credentials.js';

/** Creates `eendigo-kit learn`. Imports it on demand, so that other programs do not load it. */
export async function learnCommand(io: CommandIo): Promise<Command> {
  return (await import('./learn/learn-command.js')).createLearnCommand(io);
}

/** Creates `eendigo-kit export`. Imports it on demand, so that other programs do not load it. */
export async function exportCommand(io: CommandIo): Promise<Command> {
  return (await import('./export/export-command.js')).createExportCommand(io);
}

/** Creates `eendigo-kit record`. Imports it on demand, so that other programs do not load it. */
export async function recordCommand(io: CommandIo): Promise<Command> {
  return (await import('./record/record-command.js')).createRecordCommand(io);
}
