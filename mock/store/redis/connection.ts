import type { Cluster, Redis, RedisOptions } from 'ioredis';
import { KitError, reasonOf } from '../../../spec/index.js';
import { checkAddress, shownAddress } from '../../config/state-address.js';
import { UncertainError } from '../store.js';
import { type Script, scripts } from './scripts.js';

/** A client of one server, or of the nodes of a cluster. Both have the same commands. */
type RedisClient = Redis;

/** A connection to a server or a cluster, which connects again by itself. */
export interface RedisConnection {
  /**
   * Runs commands, and explains their failure.
   *
   * @throws KitError `unwritable` when the server cannot be reached, is full or is read-only
   * @throws UncertainError when the server got the command and did not answer
   */
  readonly run: <Result>(work: (redis: RedisClient) => Promise<Result>) => Promise<Result>;
  /** Runs a script. It is sent whole only if the server does not have it. @throws KitError as `run` does */
  readonly script: <Result>(script: Script, keys: readonly string[], values: readonly string[]) => Promise<Result>;
  /**
   * Resolves to why the server cannot be used now, in one line; undefined if it can. It reads `key`, because the nodes of
   * a cluster fail one by one.
   */
  readonly trouble: (key: string) => Promise<string | undefined>;
  readonly close: () => Promise<void>;
  /** Opens another connection, for commands that wait. */
  readonly another: () => RedisClient;
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
  const library = await loadClient(shown);
  let last = 'it has closed the connection';
  const watched = <Client extends Redis | Cluster>(client: Client): Client => {
    client.on('error', (error: Error) => {
      last = reasonOf(error);
    });
    // Before any call: one that is sent again with its text would come after later ones.
    client.on('ready', () => {
      for (const node of 'nodes' in client ? client.nodes('master') : [client])
        for (const { text } of scripts) node.script('LOAD', text).catch(() => {});
    });
    return client;
  };
  const server = watched(new library.Redis(address.trim(), serverOptions));
  let isCluster: boolean;
  try {
    await server.connect();
    isCluster = (await checkServer(server)).isCluster;
  } catch (error) {
    server.disconnect();
    throw unusable(error);
  }
  const create = (): RedisClient =>
    // The library's types differ only in what the kit does not use.
    (isCluster
      ? watched(createCluster(library, server.options))
      : watched(new library.Redis(address.trim(), serverOptions))) as RedisClient;
  let redis: RedisClient = server;
  if (isCluster) {
    server.disconnect();
    redis = create();
    try {
      await redis.connect();
    } catch (error) {
      redis.disconnect();
      throw unusable(error);
    }
  }
  function unusable(error: unknown): KitError {
    if (error instanceof KitError) return error;
    const reason = last === '' ? reasonOf(error) : explain(error, last);
    return new KitError(
      'setup',
      `${shown}: cannot be used: ${reason}; start the server, or correct address and password`,
    );
  }
  const run: RedisConnection['run'] = async (work) => {
    const isReady = redis.status === 'ready';
    try {
      return await withPatience(work(redis));
    } catch (error) {
      throw failure(error, shown, isReady);
    }
  };
  const trouble = async (key: string): Promise<string | undefined> => {
    const ending = 'nothing is charged meanwhile, and the mock connects again by itself';
    if (redis.status !== 'ready') return `${shown}: cannot be reached: ${last}; ${ending}`;
    return run((client) => client.exists(key)).then(
      () => undefined,
      (error) => `${reasonOf(error)}; ${ending}`,
    );
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

/** Options for a client of one server. */
const serverOptions = {
  lazyConnect: true,
  connectTimeout: patienceMs,
  // A request is answered at once while the server is away.
  enableOfflineQueue: false,
  // Commands that got no answer are sent again; each may run twice without harm.
  autoResendUnfulfilledCommands: true,
  maxRetriesPerRequest: 20,
  retryStrategy: delayBefore,
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
} as const satisfies RedisOptions;

function delayBefore(attempt: number): number {
  return Math.min(50 * attempt, 500);
}

/** Creates a client of all nodes of the cluster that the server belongs to, with the same credentials. */
function createCluster(
  library: ClientLibrary,
  { host = '', port = 6379, username, password, tls }: RedisOptions,
): Cluster {
  return new library.Cluster([{ host, port }], {
    lazyConnect: true,
    enableOfflineQueue: false,
    clusterRetryStrategy: delayBefore,
    // A certificate names hosts, not their addresses.
    dnsLookup: (name, answer) => answer(null, name),
    redisOptions: {
      connectTimeout: patienceMs,
      ...(username ? { username } : {}),
      ...(password ? { password } : {}),
      ...(tls ? { tls } : {}),
    },
  });
}

type ClientLibrary = Pick<typeof import('ioredis'), 'Redis' | 'Cluster'>;

async function loadClient(shown: string): Promise<ClientLibrary> {
  try {
    return await import('ioredis');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new KitError('setup', `${shown}: needs the package ioredis; install it beside the kit: npm install ioredis`);
  }
}

async function checkServer(redis: Redis): Promise<{ readonly isCluster: boolean }> {
  const info = await redis.info('server');
  const [, version = ''] = /^redis_version:(\S+)/m.exec(info) ?? [];
  if (Number.parseInt(version, 10) < 7)
    throw new KitError('setup', `the server is Redis ${version}; the mock needs Redis 7 or later, or Valkey`);
  return { isCluster: /^(?:redis|server)_mode:cluster/m.test(info) };
}

function explain(error: unknown, last: string): string {
  const reason = reasonOf(error);
  return /^Connection is closed|writeable|refresh slots cache|startup nodes/.test(reason) ? last : reason;
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
  if (/^Too many Cluster redirections/.test(reason)) return new UncertainError(`${shown}: ${reason}`);
  if (!wasReady || /enableOfflineQueue|Connection is closed/.test(reason))
    return new KitError('unwritable', `${shown}: cannot be reached`);
  if (/does not answer|max retries/i.test(reason)) return new UncertainError(`${shown}: ${reason}`);
  return new KitError('internal', `${shown}: ${reason}`);
}
