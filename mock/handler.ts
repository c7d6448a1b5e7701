import type { RequestListener } from 'node:http';
import { KitError } from '../spec/index.js';
import { checkOptions, handlerSchemas } from './config/check-options.js';
import { boundRequest } from './http/guard.js';
import { type HandlerLimits, handlerLimits } from './http/limits.js';
import { type MockChange, type MockControl, type MockOptions, setUpMock } from './mock.js';

/** What a mock in somebody's own application is made with. */
export interface MockHandlerOptions extends Omit<MockOptions, 'limits'> {
  /** Bounds that are to be others than the default ones. Those of connections and of the time for headers are the listening server's. */
  readonly limits?: Partial<HandlerLimits>;
  /**
   * Address at which the application mounts it, e.g. `http://localhost:3000/vendor`. The sessions' `url` begin with it;
   * without it they begin with what stands behind the mount path, e.g. `/s/my-test`.
   */
  readonly url?: string;
}

/** A mock in somebody's own application, and the control over it. */
export interface MockHandler extends AsyncDisposable, Omit<MockControl, 'update'> {
  /** As a server's, with the limits that a handler can keep to. */
  readonly update: (change: Omit<MockChange, 'limits'> & Pick<MockHandlerOptions, 'limits'>) => Promise<void>;
  /** For `app.use('/vendor', mock.handler)` in Express, or `createServer(mock.handler)`. Nothing may read the body before it. */
  readonly handler: RequestListener;
  /** Ends the event streams and closes the state file, once. Whoever listens stops listening first. */
  readonly close: () => Promise<void>;
}

/**
 * Makes the mock as a request handler, for an application of one's own: all that the server answers, admin API and
 * sessions too, under whatever path the application mounts it. Who can reach it is the application's business, so no token
 * is made here: where others than this machine can, give `adminToken`, or keep `/__admin` from them.
 *
 * @throws KitError `usage` when `url` is no http address or another option is not what it may be, `setup` as {@link createMockServer} does, but for the listening
 */
export async function createMockHandler(options: MockHandlerOptions = {}): Promise<MockHandler> {
  checkOptions(options, handlerSchemas);
  const { url = '' } = options;
  if (url !== '' && !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    throw new KitError(
      'usage',
      `url: ${JSON.stringify(url)} is no address; give that of the mount path, e.g. http://localhost:3000/vendor`,
    );
  checkLimits(options.limits);
  const { handler, admit, controlAt, close, onRefused, limits } = await setUpMock(options);
  const control = controlAt(url.replace(/\/+$/, ''));
  return {
    ...control,
    get contract() {
      return control.contract;
    },
    update: async (change) => {
      checkLimits(Object(Object(change).limits));
      await control.update(change);
    },
    handler: (request, response) => {
      admit(request, response);
      if (boundRequest(request, response, limits(), onRefused)) handler(request, response);
    },
    close: () => close(),
    [Symbol.asyncDispose]: () => close(),
  };
}

/** A limit that nobody keeps would be a promise. */
function checkLimits(limits: object = {}): void {
  for (const name of Object.keys(limits))
    if (!(handlerLimits as readonly string[]).includes(name))
      throw new KitError(
        'usage',
        `limits.${name}: a handler cannot keep it; set it on the server that listens (a handler keeps ${handlerLimits.join(', ')})`,
      );
}
