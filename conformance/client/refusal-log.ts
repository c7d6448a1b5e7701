import type { MockServerOptions } from '../../mock/index.js';

/** What shows that bytes are no request. Other refusals, as of an idle connection, are no fault of a request. */
const reasons: readonly unknown[] = ['malformed', 'headers-too-large', 'tls'];

/** A mock's log that keeps nothing but what the mock refused to read as a request: the journal has no entry of it. */
export function createRefusalLog(): {
  readonly log: NonNullable<MockServerOptions['log']>;
  readonly refusals: () => readonly string[];
} {
  const refusals: string[] = [];
  return {
    refusals: () => refusals,
    log: {
      line: (_, message, facts) => {
        if (message === 'refused' && reasons.includes(facts?.['reason'])) refusals.push(String(facts?.['text']));
      },
      always: () => {},
      setLevel: () => {},
      flush: async () => {},
    },
  };
}
