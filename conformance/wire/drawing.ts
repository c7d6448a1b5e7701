import { createProgress, type DrawAheadOptions, drawAhead, type Progress } from '../../fixtures/index.js';
import type { CommandIo } from '../../spec/index.js';
import type { Case } from '../cases/case.js';
import type { PictureSource } from '../pictures.js';
import { fixturesOf } from './request.js';

/** Called as the pictures of a run are drawn; see `drawAhead`. */
export type OnDrawing = NonNullable<DrawAheadOptions['onProgress']>;

/** The drawing of a run's pictures, in no case's time. */
export interface Drawing extends Disposable {
  /** Starts it while cases run that need none, and there is time between them. */
  readonly start: () => void;
  /** Waits until all pictures are there; it starts here at the latest. Returns at once for a case that needs none. Never throws. */
  readonly readyFor: (testCase: Case) => Promise<void>;
}

/** Prepares to draw what cases need and the user has no file for. Disposing it, or the signal, ends the drawing. */
export function createDrawing(
  cases: readonly Case[],
  pictures: PictureSource,
  signal: AbortSignal,
  onDrawing?: OnDrawing,
): Drawing {
  const stopped = new AbortController();
  let drawn: Promise<void> | undefined;
  const start = (): Promise<void> => {
    const ids = cases.flatMap(fixturesOf).filter((id) => pictures.ownFile(id) === undefined);
    drawn ??= drawAhead(ids, {
      signal: AbortSignal.any([signal, stopped.signal]),
      ...(onDrawing ? { onProgress: onDrawing } : {}),
    }).catch(() => {
      // What cannot be drawn ahead is drawn, or fails with its reason, when the case loads it.
    });
    return drawn;
  };
  return {
    start: () => void start(),
    readyFor: async (testCase) => {
      if (fixturesOf(testCase).length > 0) await start();
    },
    [Symbol.dispose]: () => stopped.abort(),
  };
}

/** Shows on standard error how far the drawing is, from its first moment on; nothing where nothing is drawn. */
export function drawingProgress(io: CommandIo): { readonly onDrawing: OnDrawing; readonly end: () => void } {
  let progress: Promise<Progress> | undefined;
  const end = (): void => void progress?.then((shown) => shown.end());
  return {
    onDrawing: (name = 'drawing the pictures of these cases, once for all runs', done, of) => {
      progress ??= createProgress(io);
      void progress.then((shown) => shown.show(name, done, of));
      if (done === of) end();
    },
    end,
  };
}
