/** A growing buffer for streamed content. */
export interface ContentBuffer {
  readonly add: (piece: Buffer) => void;
  readonly content: () => Buffer;
}

/**
 * Collects content in memory that doubles when it is full. As an array of pieces, a 4 MB text sent byte by byte took
 * 1.7 GB.
 */
export function createContentBuffer(): ContentBuffer {
  let memory: Buffer = Buffer.alloc(0);
  let length = 0;
  return {
    add: (piece) => {
      if (length + piece.length > memory.length) {
        const larger = Buffer.allocUnsafe(Math.max(2 * memory.length, length + piece.length));
        memory.copy(larger, 0, 0, length);
        memory = larger;
      }
      length += piece.copy(memory, length);
    },
    content: () => memory.subarray(0, length),
  };
}
