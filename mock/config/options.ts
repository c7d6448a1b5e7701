import { builtInNames, type PlainSchema } from '../../spec/index.js';
import type { Fault, FaultInput, FaultSchedule } from '../faults/index.js';
import { defaultLimits } from '../http/limits.js';
import {
  type Channel,
  channels,
  type FaceEngineMode,
  faceEngineModes,
  type LogFormat,
  type LogLevel,
  logFormats,
  logLevels,
} from '../schemas/choices.js';
import { queueSchema, tenantsSchema } from '../schemas/session-schemas.js';
import type { QueueInput, Tenant } from '../schemas/session-types.js';
import { defaultKeep, journalEntries } from './defaults.js';
import {
  file,
  type Kind,
  milliseconds,
  nameOrFile,
  namesOr,
  oneOf,
  onOff,
  secret,
  someOf,
  structure,
  text,
  textOr,
  texts,
  tidyText,
  whole,
} from './kinds.js';

/** One thing that a mock can be told at its start. */
export interface Option<T> extends Kind<T> {
  /** What it does, for the help and the guide. */
  readonly summary: string;
  /** The value where nobody gives one; absent where there is none. */
  readonly default?: T;
  /** What a change of the file does while the mock runs: it is followed, or it waits for the next start. */
  readonly change: 'at-once' | 'restart';
  /** Its letter as a flag. */
  readonly letter?: string;
  /** A short environment variable for it, beside `EENDIGO_KIT_MOCK_...`, which counts before it. */
  readonly short?: string;
  /** Why there is no flag for it, where there is none. */
  readonly noFlag?: string;
  /** Another option that cannot be given beside this one. */
  readonly excludes?: string;
}

/**
 * Every option: the one place that knows them. The flags, the environment variables, the configuration file with its
 * schema, `--print-config` and the table in the guide are all made of it. A new option is one entry here and one line in
 * `settings.ts`, which hands its value to the server.
 */
export const options = {
  port: option({
    ...whole(0, 65_535, 'port'),
    summary: 'port to listen on; 0 takes a free one',
    default: 8080,
    change: 'restart',
    letter: 'p',
    short: 'PORT',
  }),
  host: option({
    ...text('address', 'an address of this machine, e.g. 127.0.0.1, or 0.0.0.0 for all'),
    summary: 'address to listen on',
    default: '127.0.0.1',
    change: 'restart',
    short: 'HOST',
  }),
  profile: option({
    ...nameOrFile('profile', `${builtInNames.join(', ')}, or the path of a profile file`),
    summary: `${builtInNames.join(', ')}, or a profile file`,
    default: 'documented',
    change: 'at-once',
  }),
  spec: option({
    ...file('the path of an OpenAPI file'),
    summary: 'OpenAPI file to obey in place of the built-in one (YAML or JSON)',
    change: 'at-once',
    excludes: 'profile',
  }),
  adminToken: option({
    ...secret('token'),
    summary: 'token that /__admin asks for; beyond loopback one is made if none is given',
    change: 'at-once',
    short: 'ADMIN_TOKEN',
  }),
  mockHeaders: option({ ...onOff(), summary: 'X-Mock-* headers in the answers', default: true, change: 'at-once' }),
  channels: option({
    ...someOf<Channel>(channels, 'channels'),
    summary: `ways in which a scenario may be asked for, of ${channels.join(', ')}; none for the rules alone`,
    default: channels,
    change: 'at-once',
  }),
  requestFaults: option({
    ...onOff(),
    summary: 'faults that a request asks for itself, by X-Mock-Fault and X-Mock-Delay',
    default: true,
    change: 'at-once',
  }),
  tenants: option({
    ...structure<readonly Tenant[]>(tenantsSchema as PlainSchema),
    tidy: (value) => (Array.isArray(value) ? value.map(tidyTenant) : value),
    summary: "tenants of the mock's own session, and of those that begin by being used; as text JSON or YAML",
    noFlag: 'keys do not belong in a command line',
    change: 'at-once',
  }),
  scenario: option({
    ...text('scenario', 'the name of a scenario, e.g. success-not-matched'),
    summary: 'scenario that answers where nothing else asks for another',
    change: 'at-once',
  }),
  queue: option({
    ...namesOr<QueueInput>(queueSchema as PlainSchema, 'scenarios'),
    summary:
      'scenarios that answer one after another, before the default one; as text with commas between them, or JSON or YAML',
    change: 'at-once',
  }),
  fault: option<FaultInput>({
    ...textOr<Fault | FaultSchedule>(
      'fault',
      'a fault as in the header X-Mock-Fault, e.g. "delay; ms=500", or { type: delay, ms: 500 }, or a schedule with rules',
    ),
    summary:
      'fault that is done to every answer, as in X-Mock-Fault: "delay; ms=500", or a schedule; as text also JSON or YAML in braces',
    change: 'at-once',
  }),
  faceEngine: option<FaceEngineMode>({
    ...oneOf(faceEngineModes, 'mode'),
    summary: "how much the simulated face engine looks at: everything, the pictures' marks alone, or nothing",
    default: 'full',
    change: 'at-once',
  }),
  keepImages: option({
    ...onOff(),
    summary: 'keep the pictures that come, in memory alone, for somebody who wants to see them',
    default: false,
    change: 'restart',
  }),
  journalEntries: option({
    ...whole(1, 100_000, 'count'),
    summary:
      'requests that the journal of each session holds; beyond them, and beyond 64 MB of all together, the oldest go',
    default: journalEntries,
    change: 'restart',
  }),
  sessions: option({
    ...whole(1, 100_000, 'count'),
    summary:
      'sessions that are kept at once; one more pushes out one that nobody opened on purpose, or the one used longest ago',
    default: defaultKeep.most,
    change: 'restart',
  }),
  sessionIdle: option({
    ...whole(1000, 604_800_000, 'ms'),
    summary: 'how long a session is kept that nobody uses, in ms',
    default: defaultKeep.idleMs,
    change: 'restart',
  }),
  state: option({
    ...file('the path of a file that the mock may write'),
    summary: 'file that keeps tenants, numbering and ledger over restarts and kills',
    change: 'restart',
  }),
  stateSync: option({
    ...onOff(),
    summary: 'answer only when the disk has what the state file keeps, so that a loss of power does no harm either',
    default: false,
    change: 'restart',
  }),
  corsOrigins: option({
    ...texts(
      'origins',
      'a list of origins, e.g. [http://localhost:5173]; by flag or variable with commas between them',
    ),
    summary: 'origins of pages that may call the operation, and use /__admin, from a browser',
    default: [],
    change: 'at-once',
  }),
  log: option<LogFormat>({
    ...oneOf(logFormats, 'format'),
    summary: 'how each request is logged: for people, as JSON lines, or not at all',
    default: 'pretty',
    change: 'restart',
  }),
  logLevel: option<LogLevel>({
    ...oneOf(logLevels, 'level'),
    summary: 'least that is logged: every request, those with something wrong, or faults of the mock alone',
    default: 'info',
    change: 'at-once',
  }),
  tls: option({
    ...onOff(),
    summary: 'speak HTTPS, with a certificate of its own making where none is given',
    default: false,
    change: 'restart',
  }),
  tlsCert: option({
    ...file('the path of a PEM file'),
    summary: 'certificate to speak HTTPS with (PEM, with its chain)',
    change: 'restart',
  }),
  tlsKey: option({
    ...file('the path of a PEM file'),
    summary: "the certificate's private key (PEM, without a passphrase)",
    change: 'restart',
  }),
  tlsNames: option({
    ...texts('names', 'a list of host names and addresses; by flag or variable with commas between them'),
    summary: 'more names that the certificate which is made is for, beside localhost and the host',
    default: [],
    change: 'restart',
  }),
  tlsOut: option({
    ...file('the path of a file to write'),
    summary: "file to write the authority's certificate to, for clients to trust",
    change: 'restart',
  }),
  tlsCa: option({
    ...file('the path of a PEM file, or one at which none is yet'),
    summary:
      'certificate authority to make the certificate under: made there, with its key beside it (.key), at the first start',
    change: 'restart',
  }),
  headersTimeout: option({
    ...milliseconds(100),
    summary: "time for a request's line and headers, in ms",
    default: defaultLimits.headersTimeout,
    change: 'restart',
  }),
  bodyTimeout: option({
    ...milliseconds(100),
    summary: "time for a request's body, in ms",
    default: defaultLimits.bodyTimeout,
    change: 'at-once',
  }),
  keepAliveTimeout: option({
    ...milliseconds(1),
    summary: 'how long a connection may be idle between two requests, in ms',
    default: defaultLimits.keepAliveTimeout,
    change: 'at-once',
  }),
  headerBytes: option({
    ...whole(1024, 1_048_576, 'bytes'),
    summary: 'all headers of a request together, in bytes',
    default: defaultLimits.headerBytes,
    change: 'restart',
  }),
  headers: option({
    ...whole(10, 2000, 'count'),
    summary: 'number of headers of a request',
    default: defaultLimits.headers,
    change: 'at-once',
  }),
  connections: option({
    ...whole(1, 100_000, 'count'),
    summary: 'connections at once',
    default: defaultLimits.connections,
    change: 'at-once',
  }),
  bodyBytes: option({
    ...whole(1024, 1_073_741_824, 'bytes'),
    summary: 'a whole request body, in bytes',
    default: defaultLimits.bodyBytes,
    change: 'at-once',
  }),
  parts: option({
    ...whole(11, 10_000, 'count'),
    summary: 'parts of a request body',
    default: defaultLimits.parts,
    change: 'at-once',
  }),
  fieldBytes: option({
    ...whole(1024, 1_073_741_824, 'bytes'),
    summary: 'one text part, in bytes',
    default: defaultLimits.fieldBytes,
    change: 'at-once',
  }),
};

/** The name of an option, as a configuration file has it. */
export type OptionName = keyof typeof options;

type ValueOf<O> = O extends Kind<infer T> ? (O extends { readonly default: unknown } ? T : T | undefined) : never;

/** A value for every option; undefined where there is none. */
export type Config = { readonly [Name in OptionName]: ValueOf<(typeof options)[Name]> };

/** The options in order, with their names, for whoever goes through all of them. */
export const optionEntries = Object.entries(options) as readonly (readonly [OptionName, Option<unknown>])[];

/** `adminToken` as a flag: `--admin-token`. */
export function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The environment variables of an option, the one that counts first. */
export function variablesOf(name: OptionName): readonly string[] {
  const { short }: { readonly short?: string } = options[name];
  return [
    `${variablePrefix}${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
    ...(short === undefined ? [] : [short]),
  ];
}

/** What the variables begin with. */
export const variablePrefix = 'EENDIGO_KIT_MOCK_';

/** A tenant of a file or a variable, its code and key without a line break at the end. */
function tidyTenant(tenant: unknown): unknown {
  if (typeof tenant !== 'object' || tenant === null) return tenant;
  return Object.fromEntries(
    Object.entries(tenant).map(([name, value]) => [name, name === 'balance' ? value : tidyText(value)]),
  );
}

/** Keeps an entry's type, so that what it is by default is known to be there. */
function option<T>(entry: Option<T> & { readonly default: T }): Option<T> & { readonly default: T };
function option<T>(entry: Option<T>): Option<T>;
function option<T>(entry: Option<T>): Option<T> {
  return entry;
}
