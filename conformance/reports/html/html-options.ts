import type { FixtureId } from '../../../fixtures/index.js';
import type { Thumbnails } from './thumbnails.js';

/** What an HTML report needs to know beside the run. */
export interface HtmlOptions {
  /** What the profile of the run is called on the command line. */
  readonly profileFile: string;
  /** Says in money what a number of calls costs. Default: the price is not known. */
  readonly formatMoney?: (calls: number) => string;
  /** Whether the run sent a picture of the user's own for a fixture. Default: it sent drawn ones. */
  readonly isOwnPicture?: (id: FixtureId) => boolean;
  /** Small pictures of the drawn fixtures. Default: none. */
  readonly thumbnails?: Thumbnails;
}
