import type { RequestListener } from 'node:http';
import { KitError } from '../spec/index.js';
import { checkOptions, handlerSchemas } from './config/check-options.js';
import { namesIn } from './config/in-process.js';
import type { MockChange, MockHandlerOptions } from './config/option-types.js';
import { type MockControl, setUpMock } from './mock.js';

export type { MockHandlerOptions } from './config/option-types.js';

/** A mock in somebody's own application, and the control over it. */
export interface MockHandler extends AsyncDisposable, Omit<MockControl, 'update'> {
  /** As a server's, with the limits that a handler can keep to. */
  readonly update: (change: Omit<MockChange, 'limits'> & Pick<MockHandlerOptions, 'limits'>) => Promise<void>;
  /**
   * An Express application, for `app.use('/vendor', mock.handler)` or `createServer(mock.handler)`. Of what reads the body before
   * it, multer leaves parts that it can take; the journal says what they do not tell.
   */
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
  const { app, controlAt, close } = await setUpMock(options);
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

/** The limits that a handler can keep to; the others are kept before there is a request. */
const handlerLimits = namesIn('handler-limit');

/** A limit that nobody keeps would be a promise. */
function checkLimits(limits: object = {}): void {
  for (const name of Object.keys(limits))
    if (!(handlerLimits as readonly string[]).includes(name))
      throw new KitError(
        'usage',
        `limits.${name}: a handler cannot keep it; set it on the server that listens (a handler keeps ${handlerLimits.join(', ')})`,
      );
}
