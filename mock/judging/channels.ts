import type { IncomingMessage } from 'node:http';
import type { Contract } from '../../spec/index.js';
import { headerOf } from '../request.js';
import type { Session } from '../sessions/session.js';
import type { TakenParts } from './take.js';

/** The ways in which a scenario can be asked for, highest first. */
export const channels = ['header', 'prefer', 'ref-number', 'file-name', 'queue', 'session'] as const;

/** A way in which a scenario can be asked for. */
export type Channel = (typeof channels)[number];

/** A scenario that was asked for, by name; whether there is one of that name is not known yet. */
export interface Asked {
  readonly channel: Channel;
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
    const name = /(?:^|[,;])\s*example\s*=\s*"?([^",;\s]*)"?/i.exec(headerOf(request, 'prefer') ?? '')?.[1];
    return name === undefined ? undefined : { name, because: 'the header Prefer asked for it' };
  },
  'ref-number': ({ parts }) => {
    const name = /^MOCK:([^:]*)/.exec(parts.text('refNumber') ?? '')?.[1];
    return name === undefined ? undefined : { name, because: 'the refNumber begins with MOCK: and its name' };
  },
  'file-name': ({ parts, contract }) => {
    // Any other name is just a file's name.
    const names = parts.all.flatMap((part) => (part.type === 'file' ? [baseOf(part.filename ?? '')] : []));
    const name = names.find((base) => contract.scenarios.has(base));
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
    if (asked) return { channel, ...asked };
  }
  return undefined;
}

function baseOf(filename: string): string {
  return filename.replace(/^.*[/\\]/s, '').replace(/\.[^.]*$/, '');
}
