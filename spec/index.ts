import type { Command } from 'commander';
import type { CommandIo } from './command-io.js';

/** The contract: the document's statements as data, the OpenAPI document built from them, and its validators. */

export { ambiguities } from './ambiguities/index.js';
export { type Checker, createChecker } from './checking.js';
export { type CommandIo, exitCodes } from './command-io.js';
export {
  type Contract,
  contractUnder,
  type FixedValues,
  loadContract,
  loadContractFile,
  type Part,
  readContract,
  type Scenario,
  withFixedValues,
} from './contract.js';
export {
  type Decisions,
  decisionAt,
  decisions,
  nest,
  type ProfilePath,
  pathsGovernedBy,
  profilePaths,
  withDecisions,
} from './decisions/index.js';
export {
  cover,
  kindMeanings,
  livenessErrorText,
  operation,
  parts,
  pictures,
  printedSuccess,
  samples,
  servers,
} from './document.js';
export { KitError, type KitErrorCode, reasonOf } from './error.js';
export type { PictureLimits } from './extensions.js';
export { nearest } from './nearest.js';
export { hostInUrl, isLoopback, isWildcard, networkHosts, reachable } from './network.js';
export { buildOpenApi, maximumBytesUnder } from './openapi.js';
export {
  formatOwnAnswer,
  type OwnAnswerName,
  type OwnAnswerParts,
  ownAnswerNames,
  ownScenarioName,
  parseOwnAnswer,
} from './own-answers.js';
export { kindColours, pageBase, pageTokens } from './page-tokens.js';
export { createPaint, hasColours, type Paint, type Style } from './paint.js';
export { decisionsOf, documented, type Profile } from './profile.js';
export {
  builtInNames,
  builtInProfile,
  type DecisionOrigin,
  type LoadedProfile,
  loadProfile,
  type ProfileDocument,
  type Provenance,
  profileContradictions,
  provenanceInWords,
} from './profiles/index.js';
export { type PutFileOptions, putFile } from './put-file.js';
export { loadQrLines, type QrLines } from './qr-lines.js';
export { knownValues, valueUnder, withReading } from './reading-values.js';
export type { Ambiguity, Place, Reading, Requirement } from './register.js';
export { requirements } from './requirements/index.js';
export { type BuiltInScenario, defaultScenario, isResponseKind } from './scenarios.js';
export { detailInWords, type InputProblem, keysInWords, type PlainSchema, problemInWords } from './schema-words.js';
export { figurePattern, httpDatePattern } from './schemas.js';
export { canBeSecret, secretInWords, secretPattern, withoutLineBreak } from './secret.js';
export { shellWord } from './shell-word.js';
export type { Answer, FreshValues } from './template.js';
export { decodeText, readTextFile } from './text-file.js';
export { version } from './version.js';
export {
  type FailureKind,
  type PartName,
  partNames,
  type ResponseKind,
  type RuleName,
  type RuleOutcome,
  responseKinds,
  ruleNames,
} from './vocabulary.js';
export { whyNotWritten } from './why-not-written.js';
export { checkNesting, type ParsedYaml, parseYaml, readYaml, toYaml } from './yaml.js';

/** Creates `eendigo-kit ambiguities`. Imports it on demand, so that other programs do not load it. */
export async function ambiguitiesCommand(io: CommandIo): Promise<Command> {
  return (await import('./ambiguities-command.js')).createAmbiguitiesCommand(io);
}

/** Creates `eendigo-kit spec`. Imports it on demand, so that other programs do not load it. */
export async function specCommand(io: CommandIo): Promise<Command> {
  return (await import('./command.js')).createSpecCommand(io);
}

/** Creates `eendigo-kit profile`. Imports it on demand, so that other programs do not load it. */
export async function profileCommand(io: CommandIo): Promise<Command> {
  return (await import('./profile-command.js')).createProfileCommand(io);
}
