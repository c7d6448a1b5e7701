import type { IncomingMessage } from 'node:http';
import type { Contract } from '../../../spec/index.js';
import { headerOf } from '../../http/request.js';
import { type Channel, channels } from '../../schemas/choices.js';
import type { Session } from '../../sessions/session.js';
import type { TakenParts } from '../multipart/take.js';

/** The ways in which a request itself can ask, and not its session. */
export const requestChannels: readonly Channel[] = ['header', 'prefer', 'ref-number', 'file-name'];

/** What a request asks for that wants the rules to answer, whatever its session says. */
export const rulesAsked = 'rules';

/** A scenario that was asked for, by name; whether there is one of that name is not known yet. */
export interface Asked {
  readonly channel: Channel;
  /** As the contract has it, where it has it but for capitals. */
  readonly name: string;
  /** In words, for the journal. */
  readonly because: string;
}

/** What a request and its session offer to ask a scenario by. */
export interface AskInput {
  readonly request: IncomingMessage;
  readonly session: Session;
  readonly parts: TakenParts;
  readonly contract: Contract;
}

type Ask = (input: AskInput) => Omit<Asked, 'channel'> | undefined;

const asks: Readonly<Record<Channel, Ask>> = {
  header: ({ request }) => {
    const name = headerOf(request, 'x-mock-scenario');
    return name === undefined ? undefined : { name, because: 'the header X-Mock-Scenario asked for it' };
  },
  prefer: ({ request }) => {
    const name = preferred(headerOf(request, 'prefer'), 'example');
    return name === undefined ? undefined : { name, because: 'the header Prefer asked for it' };
  },
  'ref-number': ({ parts }) => {
    const name = /^\s*MOCK:([^:]*)/i.exec(parts.text('refNumber') ?? '')?.[1];
    return name === undefined ? undefined : { name, because: 'the refNumber begins with MOCK: and its name' };
  },
  'file-name': ({ parts, contract }) => {
    // Any other name is just a file's name.
    const names = parts.all.flatMap((part) => (part.type === 'file' ? [baseOf(part.filename ?? '')] : []));
    const name = names.find((base) => contract.scenarios.has(knownName(contract, base) ?? ''));
    return name === undefined ? undefined : { name, because: 'a file has its name' };
  },
  queue: ({ session }) => {
    const name = session.queue.next();
    return name === undefined ? undefined : { name, because: "it was next in the session's queue" };
  },
  session: ({ session }) => {
    const name = session.scenario();
    return name === undefined ? undefined : { name, because: "it is the session's scenario" };
  },
};

/** The scenario that the highest of these channels asks for. A channel below it is not even looked at. */
export function askedScenario(open: readonly Channel[], input: AskInput): Asked | undefined {
  for (const channel of channels) {
    const asked = open.includes(channel) ? asks[channel](input) : undefined;
    if (asked) return { channel, ...asked, name: knownName(input.contract, asked.name) ?? asked.name };
  }
  return undefined;
}

/** A file's name without folder, ending, and the number that a browser or a phone adds to a copy. */
function baseOf(filename: string): string {
  return filename
    .replace(/^.*[/\\]/s, '')
    .replace(/\.[^.]*$/, '')
    .replace(/ ?\(\d+\)$/, '');
}

const namesOf = new WeakMap<Contract, ReadonlyMap<string, string>>();

/** A scenario's name as the contract has it; capitals and blanks around it are no difference. */
function knownName(contract: Contract, written: string): string | undefined {
  if (contract.scenarios.has(written)) return written;
  let names = namesOf.get(contract);
  if (!names) {
    names = new Map([...contract.scenarios.keys(), rulesAsked].map((name) => [name.toLowerCase(), name]));
    namesOf.set(contract, names);
  }
  return names.get(written.trim().toLowerCase());
}

/** The first value of a preference, which may stand in quotes (RFC 7240). What stands in another one's quotes is none. */
function preferred(header: string | undefined, wanted: string): string | undefined {
  if (header === undefined) return undefined;
  for (const [, name, quoted, plain] of header.matchAll(/([^\s=,;"]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?/g))
    if (name?.toLowerCase() === wanted) return quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '';
  return undefined;
}
