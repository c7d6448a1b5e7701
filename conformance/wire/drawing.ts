import { createStatusLine, type DrawAheadOptions, drawAhead } from '../../fixtures/index.js';
import type { CommandIo } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import type { PictureSource } from '../pictures.js';
import { fixturesOf } from './request.js';

/** Called while a run draws its pictures; see `drawAhead`. */
export type OnDrawing = NonNullable<DrawAheadOptions['onProgress']>;

/**
 * Draws the pictures of a run outside the time of its cases: before the first case that needs one, and while no request
 * is under way, because drawing takes every processor.
 */
export interface Drawing extends Disposable {
  /** Waits until all pictures are drawn. Returns at once for a case without pictures. Never throws. */
  readonly readyFor: (testCase: TestCase) => Promise<void>;
}

/** Prepares to draw the pictures of cases, except the user's own. Disposing the drawing, or the signal, ends it. */
export function createDrawing(
  cases: readonly TestCase[],
  pictures: PictureSource,
  signal: AbortSignal,
  onDrawing?: OnDrawing,
): Drawing {
  const stopped = new AbortController();
  let drawn: Promise<void> | undefined;
  const start = (): Promise<void> => {
    drawn ??= drawAhead(
      cases.flatMap(fixturesOf).filter((id) => pictures.ownFile(id) === undefined),
      {
        signal: AbortSignal.any([signal, stopped.signal]),
        ...(onDrawing ? { onProgress: onDrawing } : {}),
      },
    ).catch(() => {
      // The case that loads the picture draws it again, and fails with the reason.
    });
    return drawn;
  };
  return {
    readyFor: async (testCase) => {
      if (fixturesOf(testCase).length > 0) await start();
    },
    [Symbol.dispose]: () => stopped.abort(),
  };
}

/** The display of a drawing's progress. */
export interface DrawingProgress {
  readonly onDrawing: OnDrawing;
  readonly end: () => void;
}

/**
 * Creates a display on standard error. It appears with the first picture, and never when nothing is drawn: a moving line
 * on a terminal, one plain line elsewhere.
 */
export function createDrawingProgress(io: CommandIo): DrawingProgress {
  const { update, end } = createStatusLine(io);
  return {
    onDrawing: (_, done, total) => {
      const pictures = total === 1 ? 'picture' : 'pictures';
      update(
        done === 0 ? `drawing ${total} ${pictures}, once for all runs` : `drawing ${done} of ${total} ${pictures}`,
      );
      if (done === total) end();
    },
    end,
  };
}
