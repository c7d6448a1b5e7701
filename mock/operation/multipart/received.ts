import type { ReceivedBody } from '../../journal/received.js';

/** A body, with the memory that holds its files' contents. */
export interface HeldBody extends ReceivedBody {
  /** Releases the memory. The contents must not be used after this. */
  readonly release: () => void;
}
