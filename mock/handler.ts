import type { RequestListener } from 'node:http';
import { KitError } from '../spec/index.js';
import { checkOptions, handlerSchemas } from './config/check-options.js';
import { namesIn } from './config/in-process.js';
import type { MockChange, MockHandlerOptions } from './config/option-types.js';
import { createMock, type MockControl } from './mock.js';

export type { MockHandlerOptions } from './config/option-types.js';

/** A mock inside another application, and its control. */
export interface MockHandler extends AsyncDisposable, Omit<MockControl, 'update'> {
  /** Same as a server's `update`, but accepts only the limits that a handler can enforce. */
  readonly update: (change: Omit<MockChange, 'limits'> & Pick<MockHandlerOptions, 'limits'>) => Promise<void>;
  /**
   * The Express application, for `app.use('/vendor', mock.handler)` or `createServer(mock.handler)`. It reads the parts
   * that multer has parsed before it. The journal names what multer does not preserve.
   */
  readonly handler: RequestListener;
  /** Ends the event streams and closes the state file. Stop listening first. A second call has no effect. */
  readonly close: () => Promise<void>;
}

/**
 * Creates the mock as a request handler for another application. It serves everything that the server serves, admin API
 * and sessions included, under any mount path. The application controls who can reach it, so the handler creates no
 * token. Set `adminToken`, or block `/__admin`, if other machines can reach it.
 *
 * @throws KitError `usage` when `url` is not an http address or an option is invalid; `setup` as {@link
 *   createMockServer} does, listening excepted
 */
export async function createMockHandler(options: MockHandlerOptions = {}): Promise<MockHandler> {
  checkOptions(options, handlerSchemas);
  const { url = '' } = options;
  if (url !== '' && !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    throw new KitError(
      'usage',
      `url: ${JSON.stringify(url)} is not an http URL; give that of the mount path, e.g. http://localhost:3000/vendor`,
    );
  checkLimits(options.limits);
  const { app, controlAt, close } = await createMock(options);
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
    handler: app,
    close: () => close(),
    [Symbol.asyncDispose]: () => close(),
  };
}

/** Limits that a handler can enforce. The server enforces the others before a request exists. */
const handlerLimits = namesIn('handler-limit');

/** Rejects limits that a handler cannot enforce. */
function checkLimits(limits: object = {}): void {
  for (const name of Object.keys(limits))
    if (!(handlerLimits as readonly string[]).includes(name))
      throw new KitError(
        'usage',
        `limits.${name}: a handler cannot enforce it; set it on the server that listens (a handler enforces ${handlerLimits.join(', ')})`,
      );
}
