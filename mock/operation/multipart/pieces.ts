/** Content that is kept as the pieces that came. */
export interface Pieces {
  readonly add: (piece: Buffer) => void;
  readonly all: () => readonly Buffer[];
}

/** Pieces below this many bytes are gathered. */
const smallPiece = 1024;
const blockBytes = 16 * 1024;

/**
 * Keeps content without copying it, but for small pieces: they are gathered in blocks, for each piece costs more than a
 * hundred bytes beside its content, and a client may send a picture byte by byte.
 */
export function keepPieces(): Pieces {
  const pieces: Buffer[] = [];
  let block: Buffer | undefined;
  let filled = 0;
  const flush = (): void => {
    if (block && filled > 0) pieces.push(Buffer.from(block.subarray(0, filled)));
    filled = 0;
  };
  return {
    add: (piece) => {
      // Nearly every text comes in one piece, which needs no block.
      if (piece.length >= smallPiece || pieces.length === 0) {
        flush();
        pieces.push(piece);
        return;
      }
      block ??= Buffer.allocUnsafeSlow(blockBytes);
      if (filled + piece.length > blockBytes) flush();
      filled += piece.copy(block, filled);
    },
    all: () => {
      flush();
      return pieces;
    },
  };
}
