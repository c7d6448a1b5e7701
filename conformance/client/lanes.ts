import { builtInTenants, createMockServer, type MockServer } from '../../mock/index.js';
import type { Contract } from '../../spec/index.js';
import type { ClientDriver, CreateClientDriver } from './driver.js';
import { createRefusalLog } from './refusal-log.js';

/** Where the mocks of a run listen, and how cases share them. */
export interface MockSettings {
  /** Whether each case has a mock on a port of its own, for a client with a fixed path. Default: false. */
  readonly isPortPerCase?: boolean;
  /** The address to listen on. Default: `127.0.0.1`. */
  readonly host?: string;
}

/** What one case uses alone while it runs. */
export interface CaseLane {
  readonly driver: ClientDriver;
  /** Answers under the contract of the case. No other case under way uses it. */
  readonly mock: MockServer;
  /** Returns what the mock has refused to read as a request since it started, in words. */
  readonly refusals: () => readonly string[];
}

/** Lends each case a driver, and a mock under its contract. */
export interface Lanes {
  readonly use: <Result>(contract: Contract, work: (lane: CaseLane) => Promise<Result>) => Promise<Result>;
  /** Ends the clients, then the mocks. */
  readonly close: () => Promise<void>;
}

/** The driver of a lane, and its mocks by contract. */
interface Started {
  readonly driver: ClientDriver;
  readonly mocks: Map<Contract, LaneMock>;
}

type LaneMock = Omit<CaseLane, 'driver'>;

/**
 * Creates the lanes of a run. Cases at the same time share no mock, so that a request to a wrong address of a mock belongs to
 * the one case that uses it.
 */
export function createLanes(
  createDriver: CreateClientDriver,
  { isPortPerCase = false, host }: MockSettings = {},
): Lanes {
  const all: Started[] = [];
  const free: Started[] = [];
  const start = async (contract: Contract): Promise<LaneMock> => {
    const { log, refusals } = createRefusalLog();
    const mock = await createMockServer({
      contract,
      log,
      ...(host === undefined ? {} : { host }),
      ...(isPortPerCase ? { keepSecrets: true, tenants: builtInTenants } : {}),
    });
    return { mock, refusals };
  };
  const open = (): Started => {
    const lane = { driver: createDriver(), mocks: new Map<Contract, LaneMock>() };
    all.push(lane);
    return lane;
  };
  return {
    use: async (contract, work) => {
      const lane = free.pop() ?? open();
      const { driver, mocks } = lane;
      try {
        const own = mocks.get(contract) ?? (await start(contract));
        try {
          if (!isPortPerCase) mocks.set(contract, own);
          return await work({ driver, ...own });
        } finally {
          // The client is done with the case, so a connection that is still open is of no use.
          if (isPortPerCase) await own.mock.close(0);
        }
      } finally {
        free.push(lane);
      }
    },
    close: async () => {
      await Promise.all(all.map(({ driver }) => driver.close()));
      await Promise.all(all.flatMap(({ mocks }) => [...mocks.values()].map(({ mock }) => mock.close(0))));
    },
  };
}
