import { builtInNames, type PlainSchema } from '../../spec/index.js';
import type { Fault, FaultSchedule } from '../faults/index.js';
import { type Channel, channels, faceEngineModes, logFormats, logLevels } from '../schemas/choices.js';
import { queueSchema, tenantsSchema } from '../schemas/session-schemas.js';
import type { QueueInput, ScenarioName, Tenant } from '../schemas/session-types.js';
import { contractValue, limitsValue, logValue, profileValue, tlsValue } from './in-process-values.js';
import {
  file,
  type Kind,
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
import { limitOptions } from './limit-options.js';
import { inProcessOption, option, typedValue } from './option.js';

const tlsNames = texts('names', 'a list of host names and addresses; by flag or variable with commas between them');
const tlsCa = file('the path of a PEM file, or one at which none is yet');

/**
 * The single definition of every option. Flags, environment variables, the configuration file with its schema,
 * `--print-config`, the help, the guide's table, the in-process options with types, checks and defaults, and the server
 * settings derive from it. A new option is one entry here, plus its use.
 */
export const options = {
  port: option({
    ...whole(0, 65_535, 'port'),
    scope: 'server',
    summary: 'port to listen on; 0 takes a free one',
    default: 8080,
    inProcess: { default: 0 },
    change: 'restart',
    letter: 'p',
    short: 'PORT',
  }),
  host: option({
    ...text('address', 'an address of this machine, e.g. 127.0.0.1, or 0.0.0.0 for all'),
    scope: 'server',
    summary: 'address to listen on',
    default: '127.0.0.1',
    doc: 'Address to listen on. Beyond loopback the admin API asks for a token, and one is made if none is given.',
    change: 'restart',
    short: 'HOST',
  }),
  profile: option({
    ...nameOrFile('profile', `${builtInNames.join(', ')}, or the path of a profile file`),
    scope: 'mock',
    summary: `${builtInNames.join(', ')}, or a profile file`,
    default: 'documented',
    doc: 'The profile to answer under: the name of a built-in one, or what `loadProfile` returns.',
    inProcess: { ...profileValue, default: 'documented' },
    typeName: 'LoadedProfile | string',
    change: 'at-once',
  }),
  contract: inProcessOption({
    ...contractValue,
    scope: 'mock',
    doc: "The contract to keep, e.g. from an edited OpenAPI file; the profile's unless another is given.",
    change: 'at-once',
    typeName: 'Contract',
  }),
  spec: option({
    ...file('the path of an OpenAPI file'),
    scope: 'command',
    summary: 'OpenAPI file to obey in place of the built-in one (YAML or JSON)',
    change: 'at-once',
    excludes: 'profile',
  }),
  adminToken: option({
    ...secret('token'),
    scope: 'mock',
    summary: 'token that /__admin asks for; beyond loopback one is made if none is given',
    doc: 'Bearer token that the admin API asks for. Without it, anyone who reaches the port may use it, which a server allows on loopback alone.',
    change: 'at-once',
    short: 'ADMIN_TOKEN',
  }),
  mockHeaders: option({
    ...onOff(),
    scope: 'mock',
    summary: 'X-Mock-* headers in the answers',
    default: true,
    doc: 'Whether answers carry `X-Mock-*` headers.',
    change: 'at-once',
  }),
  channels: option({
    ...someOf<Channel>(channels, 'channels'),
    scope: 'mock',
    summary: `ways in which a scenario may be asked for, of ${channels.join(', ')}; none for the rules alone`,
    default: channels,
    doc: 'The ways in which a scenario may be asked for; an empty list for the rules alone.',
    typeName: 'readonly Channel[]',
    change: 'at-once',
  }),
  requestFaults: option({
    ...onOff(),
    scope: 'mock',
    summary: 'faults that a request asks for itself, by X-Mock-Fault and X-Mock-Delay',
    default: true,
    doc: 'Whether a request may ask for a fault itself, by `X-Mock-Fault` and `X-Mock-Delay`.',
    change: 'at-once',
  }),
  tenants: option({
    ...structure<readonly Tenant[]>(tenantsSchema as PlainSchema),
    scope: 'session',
    tidy: (value) => (Array.isArray(value) ? value.map(tidyTenant) : value),
    summary: "tenants of the mock's own session, and of those that begin by being used; as text JSON or YAML",
    noFlag: 'keys do not belong in a command line',
    doc: 'Its tenants; the built-in ones unless others are given.',
    typeName: 'readonly Tenant[]',
    change: 'at-once',
  }),
  scenario: option({
    ...(text('scenario', 'the name of a scenario, e.g. success-not-matched') as Kind<ScenarioName>),
    scope: 'session',
    summary: 'scenario that answers where nothing else asks for another',
    doc: 'The scenario that answers where nothing else asks for another; without it the rules decide.',
    typeName: 'ScenarioName',
    change: 'at-once',
  }),
  queue: option({
    ...namesOr<QueueInput>(queueSchema as PlainSchema, 'scenarios'),
    scope: 'session',
    summary:
      'scenarios that answer one after another, before the default one; as text with commas between them, or JSON or YAML',
    doc: "Scenarios that answer one after another, before the session's scenario or the rules do; a text has commas between them.",
    typeName: 'QueueInput',
    change: 'at-once',
  }),
  fault: option({
    ...textOr<Fault | FaultSchedule>(
      'fault',
      'a fault as in the header X-Mock-Fault, e.g. "delay; ms=500", or { type: delay, ms: 500 }, or a schedule with rules',
    ),
    scope: 'session',
    summary:
      'fault that is done to every answer, as in X-Mock-Fault: "delay; ms=500", or a schedule; as text also JSON or YAML in braces',
    doc: 'Done to every answer, or by plan; a text as in the header X-Mock-Fault: `delay; ms=500`.',
    typeName: 'FaultInput',
    change: 'at-once',
  }),
  faceEngine: option({
    ...oneOf(faceEngineModes, 'mode'),
    scope: 'mock',
    summary: "how much the simulated face engine looks at: everything, the pictures' marks alone, or nothing",
    default: 'full',
    doc: 'How much the simulated face engine looks at: everything (`full`), the marks of pictures alone, or nothing.',
    typeName: 'FaceEngineMode',
    change: 'at-once',
  }),
  keepSecrets: inProcessOption({
    ...typedValue<boolean>(onOff().schema),
    scope: 'session',
    doc: 'Journal `key` and `nik` as they came, for a session whose secrets are inventions.',
    default: false,
    change: 'restart',
  }),
  keepImages: option({
    ...onOff(),
    scope: 'session',
    summary: 'keep the pictures that come, in memory alone, for somebody who wants to see them',
    default: false,
    doc: 'Keep the pictures that come, in memory alone, for somebody who wants to see them.',
    change: 'restart',
  }),
  journalEntries: option({
    ...whole(1, 100_000, 'count'),
    scope: 'session',
    summary:
      'requests that the journal of each session holds; beyond them, and beyond 64 MB of all together, the oldest go',
    default: 1000,
    doc: 'How many requests the journal of a session holds; beyond them the oldest go.',
    change: 'restart',
  }),
  sessions: option({
    ...whole(1, 100_000, 'count'),
    scope: 'mock',
    summary:
      'sessions that are kept at once; one more pushes out one that nobody opened on purpose, or the one used longest ago',
    default: 1000,
    doc: 'Sessions that are kept at once; one more pushes another out, those that began by being used first.',
    change: 'restart',
  }),
  sessionIdle: option({
    ...whole(1000, 604_800_000, 'ms'),
    scope: 'mock',
    summary: 'how long a session is kept that nobody uses, in ms',
    default: 30 * 60_000,
    doc: 'How long a session is kept that nobody uses, in milliseconds.',
    change: 'restart',
  }),
  state: option({
    ...file('the path of a file that the mock may write'),
    scope: 'mock',
    summary: 'file that keeps tenants, numbering and ledger over restarts and kills',
    doc: "File that keeps the tenants, the numbering and the ledger of the mock's own session over restarts and kills.",
    change: 'restart',
  }),
  stateSync: option({
    ...onOff(),
    scope: 'mock',
    summary: 'answer only when the disk has what the state file keeps, so that a loss of power does no harm either',
    default: false,
    doc: 'Answer only when the disk has what `state` keeps, so that a loss of power does no harm either.',
    change: 'restart',
  }),
  corsOrigins: option({
    ...texts(
      'origins',
      'a list of origins, e.g. [http://localhost:5173]; by flag or variable with commas between them',
    ),
    scope: 'mock',
    summary: 'origins of pages that may call the operation, and use /__admin, from a browser',
    default: [],
    doc: 'Origins of pages that may call the operation and use the admin API from a browser, e.g. `http://localhost:5173`.',
    change: 'at-once',
  }),
  log: option({
    ...oneOf(logFormats, 'format'),
    scope: 'mock',
    summary: 'how each request is logged: for people, as JSON lines, or not at all',
    default: 'pretty',
    doc: 'Logs each request: `pretty` or `json` on standard output, or as the options say; nothing is logged unless this is given.',
    inProcess: logValue,
    typeName: 'LogOptions | Log | LogFormat',
    change: 'restart',
  }),
  logLevel: option({
    ...oneOf(logLevels, 'level'),
    scope: 'command',
    summary: 'least that is logged: every request, those with something wrong, or faults of the mock alone',
    default: 'info',
    change: 'at-once',
  }),
  metrics: inProcessOption({
    ...typedValue<boolean>(onOff().schema),
    scope: 'mock',
    doc: 'Measures for Prometheus at `/__admin/metrics`.',
    default: false,
    change: 'restart',
  }),
  tls: option({
    ...onOff(),
    scope: 'server',
    summary: 'speak HTTPS, with a certificate of its own making where none is given',
    default: false,
    doc: 'Speaks HTTPS, with this certificate, or one that is made for loopback, the host and these names under a certificate authority: that of the file `ca` (its key beside it, in the file of the same name that ends in .key; both are made where there are none), else one that lives no longer than the server.',
    inProcess: { ...tlsValue(tlsNames.schema, tlsCa.schema), default: false },
    typeName: 'TlsPair | { readonly names?: readonly string[]; readonly ca?: string } | boolean',
    change: 'restart',
  }),
  tlsCert: option({
    ...file('the path of a PEM file'),
    scope: 'command',
    summary: 'certificate to speak HTTPS with (PEM, with its chain)',
    change: 'restart',
  }),
  tlsKey: option({
    ...file('the path of a PEM file'),
    scope: 'command',
    summary: "the certificate's private key (PEM, without a passphrase)",
    change: 'restart',
  }),
  tlsNames: option({
    ...tlsNames,
    scope: 'command',
    summary: 'more names that the certificate which is made is for, beside localhost and the host',
    default: [],
    change: 'restart',
  }),
  tlsOut: option({
    ...file('the path of a file to write'),
    scope: 'command',
    summary: "file to write the authority's certificate to, for clients to trust",
    change: 'restart',
  }),
  tlsCa: option({
    ...tlsCa,
    scope: 'command',
    summary:
      'certificate authority to make the certificate under: made there, with its key beside it (.key), at the first start',
    change: 'restart',
  }),
  limits: inProcessOption({
    ...limitsValue,
    scope: 'mock',
    doc: 'Bounds that are to be others than the default ones.',
    change: 'at-once',
    typeName: 'Partial<Limits>',
  }),
  ...limitOptions,
  url: inProcessOption({
    ...typedValue<string>({
      type: 'string',
      'x-allowed': 'the address of the mount path, e.g. http://localhost:3000/vendor',
    }),
    scope: 'handler',
    doc: "Address at which the application mounts it, e.g. `http://localhost:3000/vendor`. The sessions' `url` begin with it; without it they begin with what stands behind the mount path, e.g. `/s/my-test`.",
    change: 'restart',
  }),
};

/** Removes the line break at the end of a tenant's code and key. */
function tidyTenant(tenant: unknown): unknown {
  if (typeof tenant !== 'object' || tenant === null) return tenant;
  return Object.fromEntries(
    Object.entries(tenant).map(([name, value]) => [name, name === 'balance' ? value : tidyText(value)]),
  );
}
