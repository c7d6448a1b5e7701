import type { RedisConnection } from '../store/redis/connection.js';
import type { JournalMessage, SharedJournal } from './shared-state.js';

const stream = 'eendigo-kit:{journal}:messages';
/** Messages that the stream keeps, three a request. */
const mostMessages = 6000;
/** How long a read waits for messages, in milliseconds. */
const blockMs = 2000;
/** How long a call waits to catch up, in milliseconds. */
const patienceMs = 5000;

/** The fields of a message in the stream. */
type Item = readonly [id: string, fields: readonly string[]];

/** Creates the shared journal in a capped stream. `instance` distinguishes the messages of this process. */
export function createRedisJournal(connection: RedisConnection, instance: string): SharedJournal {
  let isClosed = false;
  /** The last message that the listener has had. */
  let seen = '0-0';
  let listener: ((message: JournalMessage) => Promise<void>) | undefined;
  const waiting = new Set<() => void>();
  const reader = connection.another();

  const read = async (): Promise<void> => {
    const answer = (await reader.xread('COUNT', 200, 'BLOCK', blockMs, 'STREAMS', stream, seen)) as
      | readonly (readonly [string, readonly Item[]])[]
      | null;
    for (const [id, [, from, , text = '']] of answer?.[0]?.[1] ?? []) {
      if (from !== instance) await listener?.(JSON.parse(text)).catch(() => {});
      seen = id;
      for (const check of waiting) check();
    }
  };
  const follow = async (): Promise<void> => {
    while (!isClosed)
      try {
        if (reader.status === 'wait') await reader.connect();
        await read();
      } catch {
        // The server is away; the client connects again by itself.
        await delay(200);
      }
  };
  return {
    publish: async (message) => {
      try {
        await connection.run((redis) =>
          redis.xadd(stream, 'MAXLEN', '~', mostMessages, '*', 'from', instance, 'text', JSON.stringify(message)),
        );
      } catch {
        // The answer goes out nevertheless: its charge is in the ledger.
      }
    },
    follow: (next) => {
      listener = next;
      void follow();
    },
    catchUp: async () => {
      const [last] = await connection.run((redis) => redis.xrevrange(stream, '+', '-', 'COUNT', 1));
      if (!last || !isBefore(seen, last[0])) return;
      await new Promise<void>((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          waiting.delete(check);
          resolve();
        };
        const check = (): void => {
          if (!isBefore(seen, last[0])) end();
        };
        const timer = setTimeout(end, patienceMs);
        waiting.add(check);
      });
    },
    close: () => {
      isClosed = true;
      reader.disconnect();
    },
  };
}

/** Whether an id of the stream, a time and a number, comes before another. */
function isBefore(one: string, other: string): boolean {
  const [[time = 0, count = 0], [otherTime = 0, otherCount = 0]] = [one, other].map((id) =>
    id.split('-').map(Number),
  ) as [number[], number[]];
  return time < otherTime || (time === otherTime && count < otherCount);
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
