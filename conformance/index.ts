/** The conformance suite: cases, the runs that put them to a server or a client, and the verdicts. */
export type { Case, Cost, Direction, Need, Tag } from './case.js';
export { cases } from './cases/index.js';
export type { CheckResult, CheckSource } from './check.js';
export { type ClientRunOptions, runClientCases } from './client-run.js';
export { conformanceCommand } from './command.js';
export { builtInCredentials, type Credentials } from './credentials.js';
export { drawnPictures, type PictureSource } from './pictures.js';
export { type ClientCase, type ClientReport, protocolVersion } from './protocol.js';
export { runServerCases, type ServerRunOptions } from './server-run.js';
export { type CaseResult, collectResults, exitCodeOf, type Summary, summarise, type Verdict } from './verdict.js';
