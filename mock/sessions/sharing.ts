import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { KitError } from '../../spec/index.js';
import type { SharedSettings, SharedState } from '../shared/shared-state.js';
import type { Store } from '../store/store.js';
import { tenantsOf } from '../store/tenants.js';
import type { LiveState, Session, SessionChange, SessionOptions, SessionSharing } from './session.js';

/** The settings of a session that replicas share. */
interface Settings {
  readonly generation: string;
  /** Undefined for a session that a request opened, and for the default one. */
  readonly options?: SessionOptions;
  /** Absent until the first change; then it follows from the options. */
  readonly live?: LiveState;
  /** The configuration of the default session that was applied last. */
  readonly configured?: Configured;
}

type Configured = { readonly [Name in 'scenario' | 'queue' | 'fault']?: SessionChange[Name] | undefined };

/** The sessions of this replica, which mirror the shared ones. */
export interface Mirror {
  readonly find: (id: string | undefined) => Session | undefined;
  /** Creates the session with this store, in place of the one of that id. */
  readonly begin: (
    id: string | undefined,
    options: SessionOptions | undefined,
    store: Store,
    generation: string,
  ) => Session;
  readonly remove: (id: string) => void;
  readonly ids: () => readonly string[];
  /** The options of a session that a request opens. */
  readonly fallback: () => SessionOptions;
  readonly maxSessions: number;
}

/** Keeps the sessions of this replica equal to those of the others. */
export interface Sharing extends SessionSharing {
  /**
   * Brings the mirrors of the default session and of another one up to date. For a request it also reserves an id of the
   * journal.
   */
  readonly prepare: (id: string | undefined, isRequest: boolean) => Promise<void>;
  /** Brings the mirrors of all sessions up to date. */
  readonly prepareAll: () => Promise<void>;
  /** A request id that `prepare` has reserved. */
  readonly nextId: () => string;
  /** Opens a session, in place of one of that id if it is given options. */
  readonly open: (id: string, options?: SessionOptions) => Promise<Session>;
  readonly close: (id: string) => Promise<void>;
  readonly reset: (id: string | undefined) => Promise<void>;
  /** Applies the configuration of the default session where it differs from what was applied last. */
  readonly configure: (next: Configured) => Promise<void>;
}

/** How often a change is tried when other replicas change the same session. */
const mostAttempts = 200;

/** Reserved ids that are kept for requests that have not opened their entry yet. */
const mostReserved = 1000;

/** Creates the sharing of sessions. `mirror` is used after its sessions exist. */
export function createSharing(shared: SharedState, mirror: () => Mirror): Sharing {
  /** The settings that the mirror of each session has. */
  const known = new Map<string | undefined, string>();
  const turns = new Map<string | undefined, Promise<unknown>>();
  const requestIds: string[] = [];

  /** Runs work on one session in turns. */
  const inTurn = <Result>(id: string | undefined, work: () => Promise<Result>): Promise<Result> => {
    const before = turns.get(id) ?? Promise.resolve();
    const turn = before.then(work, work);
    const settled = turn.catch(() => {});
    turns.set(id, settled);
    void settled.then(() => {
      if (turns.get(id) === settled) turns.delete(id);
    });
    return turn;
  };

  const adopt = async (id: string | undefined, found: SharedSettings | undefined): Promise<Session | undefined> => {
    const session = mirror().find(id);
    if (!found) {
      known.delete(id);
      if (id === undefined) return session;
      mirror().remove(id);
      return undefined;
    }
    if (session && known.get(id) === found.text) return session;
    const { generation, options, live }: Settings = JSON.parse(found.text);
    const current =
      session && session.generation === generation
        ? session
        : mirror().begin(id, options, await shared.openStore(id), generation);
    if (live) current.load(live);
    known.set(id, found.text);
    return current;
  };

  /** Writes the settings of a session. Returns whether no other replica was faster. */
  const save = async (session: Session, version: number, more: Pick<Settings, 'options' | 'configured'>) => {
    const settings: Settings = { generation: session.generation, live: session.live(), ...more };
    const text = JSON.stringify(settings);
    const isWritten = await shared.sessions.write(session.id, version, text);
    if (isWritten) known.set(session.id, text);
    return isWritten;
  };

  const attempt = async <Result>(
    id: string | undefined,
    change: (settings: Settings | undefined) => Pick<Settings, 'configured'> & { readonly result: Result },
  ): Promise<Result> => {
    for (let count = 0; count < mostAttempts; count += 1) {
      const found = await shared.sessions.read(id);
      const session = await adopt(id, found);
      const settings: Settings | undefined = found && JSON.parse(found.text);
      const { result, configured = settings?.configured } = change(settings);
      if (!session) return result;
      const more = {
        ...(settings?.options === undefined ? {} : { options: settings.options }),
        ...(configured === undefined ? {} : { configured }),
      };
      if (await save(session, found?.version ?? 0, more)) return result;
      // The next attempt loads what the other replica has written.
      known.delete(id);
    }
    throw new KitError('unwritable', 'other replicas change this session all the time; send the request again');
  };

  const open = (id: string, options?: SessionOptions): Promise<Session> =>
    inTurn(id, async () => {
      if (options) await shared.sessions.remove(id);
      else {
        const session = await adopt(id, await shared.sessions.read(id));
        // Another request has just opened it.
        if (session) return session;
      }
      const { tenants } = options ?? mirror().fallback();
      await shared.openStore(id, tenantsOf(tenants), options?.firstTrxNo ?? mirror().fallback().firstTrxNo);
      const settings: Settings = { generation: newGeneration(), ...(options ? { options } : {}) };
      // If another replica is faster, its session is the one.
      if (await shared.sessions.write(id, 0, JSON.stringify(settings))) await makeRoom();
      const session = await adopt(id, await shared.sessions.read(id));
      if (!session) throw new KitError('unwritable', 'the session has just been closed; send the request again');
      return session;
    });
  const makeRoom = async (): Promise<void> => {
    const ids = await shared.sessions.list();
    for (const id of ids.slice(mirror().maxSessions)) await shared.sessions.remove(id);
  };
  const update = (id: string | undefined): Promise<void> =>
    inTurn(id, async () => {
      await adopt(id, await shared.sessions.read(id));
    });
  const prepare = async (id: string | undefined, isRequest: boolean): Promise<void> => {
    const ids: readonly (string | undefined)[] = id === undefined ? [undefined] : [undefined, id];
    const reserve = async (): Promise<void> => {
      requestIds.push(await shared.nextRequestId());
      // A browser's preflight, for one, opens no entry.
      if (requestIds.length > mostReserved) requestIds.shift();
    };
    await Promise.all([...(isRequest ? [reserve()] : []), ...ids.map(update)]);
  };

  shared.journal.follow(async ({ session: name, generation, entry, isEnded = false }) => {
    const id = name ?? undefined;
    if (mirror().find(id)?.generation !== generation) await update(id);
    const session = mirror().find(id);
    if (session?.generation !== generation) return;
    if (entry) session.journal.receive(entry, isEnded);
    else session.journal.clear();
  });

  return {
    replica: shared.replica,
    alter: (session, change) => inTurn(session.id, () => attempt(session.id, () => ({ result: change() }))),
    publish: ({ id, generation }, entry, isEnded = false) =>
      shared.journal.publish({ session: id ?? null, generation, ...(entry ? { entry, isEnded } : {}) }),
    prepare,
    prepareAll: async () => {
      const ids = await shared.sessions.list();
      for (const id of mirror().ids()) if (!ids.includes(id)) mirror().remove(id);
      // From the least recently used one on, so that the mirror has their order.
      for (const id of [...ids].reverse()) await update(id);
    },
    nextId: () => {
      // The latest, so that ids that were not used do not come out of order later.
      const id = requestIds.pop();
      if (id === undefined) throw new KitError('internal', 'no id was reserved for the request');
      return id;
    },
    open,
    close: (id) =>
      inTurn(id, async () => {
        await shared.sessions.remove(id);
        known.delete(id);
        mirror().remove(id);
      }),
    reset: (id) =>
      inTurn(id, async () => {
        const found = await shared.sessions.read(id);
        const before = await adopt(id, found);
        if (!before) return;
        const settings: Settings | undefined = found && JSON.parse(found.text);
        const store = await before.store.reset();
        const session = mirror().begin(id, settings?.options, store, newGeneration());
        const { options, configured } = settings ?? {};
        const more = { ...(options ? { options } : {}), ...(configured ? { configured } : {}) };
        for (let version = found?.version ?? 0; !(await save(session, version, more)); )
          version = (await shared.sessions.read(id))?.version ?? 0;
      }),
    configure: (next) =>
      inTurn(undefined, () =>
        attempt(undefined, (settings) => {
          const before = settings?.configured;
          const own = mirror().find(undefined);
          const isNew = (name: keyof Configured): boolean =>
            settings !== undefined && !isDeepStrictEqual(plain(next[name]), before?.[name]);
          if (isNew('queue')) own?.queue.replace(next.queue ?? []);
          if (isNew('scenario')) own?.load({ ...own.live(), scenario: next.scenario });
          if (isNew('fault')) own?.faults.set(next.fault);
          const { scenario, queue, fault } = next;
          return { result: undefined, configured: plain({ scenario, queue, fault }) };
        }),
      ),
  };
}

/** A value as it is after it was shared. */
function plain<Value>(value: Value): Value {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

/** A random text, which no earlier session of that id has had. */
export function newGeneration(): string {
  return randomBytes(8).toString('hex');
}
