import { reachable } from '../../../spec/index.js';
import type { ClientDriver } from '../driver.js';
import { attachPath, hostsForOthers } from './attach-addresses.js';
import { type AttachWatcher, createAttachHub } from './attach-hub.js';
import type { AttachUrls } from './attach-screen.js';
import { startAttachServer } from './attach-server.js';

/** A runner that waits for clients. Disposing it tells them that there are no more cases. */
export interface Attach extends AsyncDisposable {
  readonly urls: AttachUrls;
  readonly createDriver: () => ClientDriver;
}

/** How long a client may take to come and hear that there are no more cases, in milliseconds. */
const stopGraceMs = 3000;

/** Starts to wait for clients. @throws KitError `setup` when it cannot listen */
export async function startAttach(
  { host, port, signal }: { readonly host: string; readonly port: number; readonly signal: AbortSignal },
  watcher: AttachWatcher,
): Promise<Attach> {
  const hub = createAttachHub(watcher);
  const path = attachPath(host);
  const server = await startAttachServer({ host, port, path, hub });
  const url = (name: string): string => `http://${name}:${server.port}${path}`;
  return {
    urls: { own: url(reachable(host)), others: hostsForOthers(host).map(url) },
    createDriver: () => ({ keepsClient: true, hidesOutput: true, give: hub.offer, close: async () => {} }),
    [Symbol.asyncDispose]: async () => {
      await hub.stop(signal.aborted ? 0 : stopGraceMs);
      await server[Symbol.asyncDispose]();
    },
  };
}
