import type { ReceivedBody } from '../../journal/received.js';

/** A body with the memory that its files' contents stand in. */
export interface HeldBody extends ReceivedBody {
  /** Gives the memory back: the contents must not be used from then on. */
  readonly release: () => void;
}
