import type { IncomingMessage } from 'node:http';
import type { Contract } from '../../../spec/index.js';
import { headerOf } from '../../http/request.js';
import { type Channel, channels } from '../../schemas/choices.js';
import type { Tenant } from '../../schemas/session-types.js';
import type { Session } from '../../sessions/session.js';
import { answerWordings as words } from '../../texts/answer-wordings.js';
import type { Wording } from '../../texts/wording.js';
import type { ContractParts } from '../multipart/count-parts.js';

/** The channels that read the request rather than its session. */
export const requestChannels: readonly Channel[] = ['header', 'prefer', 'ref-number', 'file-name'];

/** The name with which a request leaves the answer to the rules, whatever its session is set to. */
export const rulesName = 'rules';

/** The scenario that a request or its session requests. The contract may not have it. */
export interface RequestedScenario {
  readonly channel: Channel;
  /** Spelled as in the contract, if it differs only in case. */
  readonly name: string;
  /** The reason, for the journal. */
  readonly reason: Wording;
}

/** The input of a channel. */
export interface ChannelInput {
  readonly request: IncomingMessage;
  readonly session: Session;
  readonly parts: ContractParts;
  readonly contract: Contract;
  /** The tenant whose code and key the request has. */
  readonly tenant: Tenant | undefined;
}

type ReadChannel = (input: ChannelInput) => Omit<RequestedScenario, 'channel'> | undefined;

const readers: Readonly<Record<Channel, ReadChannel>> = {
  header: ({ request }) => {
    const name = headerOf(request, 'x-mock-scenario');
    return name === undefined ? undefined : { name, reason: words.byHeader };
  },
  prefer: ({ request }) => {
    const name = preferred(headerOf(request, 'prefer'), 'example');
    return name === undefined ? undefined : { name, reason: words.byPrefer };
  },
  'ref-number': ({ parts }) => {
    const name = /^\s*MOCK:([^:]*)/i.exec(parts.text('refNumber') ?? '')?.[1];
    return name === undefined ? undefined : { name, reason: words.byRefNumber };
  },
  'file-name': ({ parts, contract }) => {
    // Any other name is an ordinary file name.
    const names = parts.all.flatMap((part) => (part.type === 'file' ? [baseOf(part.filename ?? '')] : []));
    const name = names.find((base) => contract.scenarios.has(knownName(contract, base) ?? ''));
    return name === undefined ? undefined : { name, reason: words.byFileName };
  },
  tenant: ({ tenant }) => {
    const name = tenant?.scenario;
    return name === undefined ? undefined : { name, reason: words.byTenant };
  },
  queue: ({ session }) => {
    const name = session.queue.next();
    return name === undefined ? undefined : { name, reason: words.byQueue };
  },
  session: ({ session }) => {
    const name = session.scenario();
    return name === undefined ? undefined : { name, reason: words.bySession };
  },
};

/**
 * Returns the scenario requested by the highest open channel. Lower channels are not read, so a queue keeps its step.
 */
export function requestedScenario(open: readonly Channel[], input: ChannelInput): RequestedScenario | undefined {
  for (const channel of channels) {
    const requested = open.includes(channel) ? readers[channel](input) : undefined;
    if (requested) return { channel, ...requested, name: knownName(input.contract, requested.name) ?? requested.name };
  }
  return undefined;
}

/** A file name without its folder, extension, and the number that a browser or a phone adds to a copy. */
function baseOf(filename: string): string {
  return filename
    .replace(/^.*[/\\]/s, '')
    .replace(/\.[^.]*$/, '')
    .replace(/ ?\(\d+\)$/, '');
}

const namesOf = new WeakMap<Contract, ReadonlyMap<string, string>>();

/** A scenario's name as in the contract, ignoring case and surrounding blanks. */
function knownName(contract: Contract, written: string): string | undefined {
  if (contract.scenarios.has(written)) return written;
  let names = namesOf.get(contract);
  if (!names) {
    names = new Map([...contract.scenarios.keys(), rulesName].map((name) => [name.toLowerCase(), name]));
    namesOf.set(contract, names);
  }
  return names.get(written.trim().toLowerCase());
}

/**
 * The first value of a preference, possibly quoted (RFC 7240). A name inside another preference's quotes does not
 * count.
 */
function preferred(header: string | undefined, wanted: string): string | undefined {
  if (header === undefined) return undefined;
  for (const [, name, quoted, plain] of header.matchAll(/([^\s=,;"]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?/g))
    if (name?.toLowerCase() === wanted) return quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '';
  return undefined;
}
