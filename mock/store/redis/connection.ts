import type { Redis } from 'ioredis';
import { KitError, reasonOf } from '../../../spec/index.js';
import { checkAddress, shownAddress } from '../../config/state-address.js';
import { UncertainError } from '../store.js';
import { type Script, scripts } from './scripts.js';

/** A connection to a server, which connects again by itself. */
export interface RedisConnection {
  /**
   * Runs commands, and explains their failure.
   *
   * @throws KitError `unwritable` when the server cannot be reached, is full or is read-only
   * @throws UncertainError when the server got the command and did not answer
   */
  readonly run: <Result>(work: (redis: Redis) => Promise<Result>) => Promise<Result>;
  /** Runs a script. It is sent whole only if the server does not have it. @throws KitError as `run` does */
  readonly script: <Result>(script: Script, keys: readonly string[], values: readonly string[]) => Promise<Result>;
  /** Why the server cannot be used now, in one line; undefined if it can. */
  readonly trouble: () => string | undefined;
  readonly close: () => Promise<void>;
  /** Opens another connection, for commands that wait. */
  readonly another: () => Redis;
}

/** Longest time to connect, and to wait for an answer, in milliseconds. */
const patienceMs = 5000;

/**
 * Connects to a server.
 *
 * @throws KitError `usage` for an invalid address; `setup` without the package ioredis, or when the server cannot be
 *   used
 */
export async function connectToRedis(address: string): Promise<RedisConnection> {
  checkAddress(address);
  const shown = shownAddress(address);
  const { Redis } = await loadClient(shown);
  const create = (): Redis => {
    const redis = new Redis(address.trim(), {
      lazyConnect: true,
      connectTimeout: patienceMs,
      // A request is answered at once while the server is away.
      enableOfflineQueue: false,
      // Commands that got no answer are sent again; each may run twice without harm.
      autoResendUnfulfilledCommands: true,
      maxRetriesPerRequest: 20,
      retryStrategy: (attempt) => Math.min(50 * attempt, 500),
      reconnectOnError: (error) => error.message.startsWith('READONLY'),
    });
    redis.on('error', (error) => {
      last = reasonOf(error);
    });
    // Before any call: one that is sent again with its text would come after later ones.
    redis.on('ready', () => {
      for (const { text } of scripts) redis.script('LOAD', text).catch(() => {});
    });
    return redis;
  };
  let last = 'it has closed the connection';
  const redis = create();
  try {
    await redis.connect();
    await checkVersion(redis);
  } catch (error) {
    redis.disconnect();
    if (error instanceof KitError) throw error;
    const reason = last === '' ? reasonOf(error) : explain(error, last);
    throw new KitError(
      'setup',
      `${shown}: cannot be used: ${reason}; start the server, or correct address and password`,
    );
  }
  const trouble = (): string | undefined =>
    redis.status === 'ready'
      ? undefined
      : `${shown}: cannot be reached: ${last}; nothing is charged meanwhile, and the mock connects again by itself`;
  const run: RedisConnection['run'] = async (work) => {
    const isReady = redis.status === 'ready';
    try {
      return await withPatience(work(redis));
    } catch (error) {
      throw failure(error, shown, isReady);
    }
  };
  return {
    run,
    script: <Result>({ text, digest }: Script, keys: readonly string[], values: readonly string[]) =>
      run(async (client) => {
        try {
          return (await client.evalsha(digest, keys.length, ...keys, ...values)) as Result;
        } catch (error) {
          if (!reasonOf(error).startsWith('NOSCRIPT')) throw error;
          return (await client.eval(text, keys.length, ...keys, ...values)) as Result;
        }
      }),
    trouble,
    another: create,
    close: async () => {
      // Not `quit`, which waits for a server that is away.
      redis.disconnect();
    },
  };
}

async function loadClient(shown: string): Promise<Pick<typeof import('ioredis'), 'Redis'>> {
  try {
    return await import('ioredis');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new KitError('setup', `${shown}: needs the package ioredis; install it beside the kit: npm install ioredis`);
  }
}

async function checkVersion(redis: Redis): Promise<void> {
  const [, version = ''] = /^redis_version:(\S+)/m.exec(await redis.info('server')) ?? [];
  if (Number.parseInt(version, 10) < 7)
    throw new KitError('setup', `the server is Redis ${version}; the mock needs Redis 7 or later, or Valkey`);
}

function explain(error: unknown, last: string): string {
  const reason = reasonOf(error);
  return /^Connection is closed|writeable/.test(reason) ? last : reason;
}

async function withPatience<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it does not answer')), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Not with a cause: the client's errors have the arguments of the command. */
function failure(error: unknown, shown: string, wasReady: boolean): KitError {
  if (error instanceof KitError) return error;
  const reason = reasonOf(error);
  if (/\bOOM\b/.test(reason))
    return new KitError('unwritable', `${shown}: is full (maxmemory); raise its limit, or delete sessions`);
  if (/^(READONLY|MISCONF|LOADING|NOREPLICAS|CLUSTERDOWN|TRYAGAIN)\b/.test(reason))
    return new KitError('unwritable', `${shown}: cannot be written: ${reason}`);
  if (!wasReady || /enableOfflineQueue|Connection is closed/.test(reason))
    return new KitError('unwritable', `${shown}: cannot be reached`);
  if (/does not answer|max retries/i.test(reason)) return new UncertainError(`${shown}: ${reason}`);
  return new KitError('internal', `${shown}: ${reason}`);
}
