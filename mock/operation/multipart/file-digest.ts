import { createCipheriv, createHash, type Hash, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Computes the SHA-256 of a streamed file, in hex. */
export interface FileDigest {
  readonly add: (piece: Buffer) => void;
  /** Reports that the file's content is not kept. `before` is the content so far; later pieces are hashed at once. */
  readonly dropContent: (before: Buffer) => void;
  /** `content` is the whole file, if it was kept. */
  readonly finish: (content: Buffer | undefined) => string;
}

/**
 * A known file is recognized by a fingerprint: Poly1305 under a key of this process, in a sixth of the time of SHA-256.
 * Without the key, finding two files with the same fingerprint is infeasible. Neither key nor fingerprints leave the
 * process, and files are not stored. With SHA-256 alone, the bench's large pairs take 1.34 to 1.39 times the CPU. They
 * reach 0.6 to 0.7 of the requests a second.
 */
const key = randomBytes(32);
const nonce = randomBytes(12);
const digests = new LRUCache<string, string>({ max: 2000 });

/** Starts a digest. A new file costs its SHA-256 at the end, over contiguous memory. */
export function createFileDigest(): FileDigest {
  const fingerprint = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  let bytes = 0;
  let hash: Hash | undefined;
  return {
    add: (piece) => {
      bytes += piece.length;
      if (hash) hash.update(piece);
      // As associated data: it is authenticated, not encrypted, and only affects the tag.
      else fingerprint.setAAD(piece, { plaintextLength: 0 });
    },
    dropContent: (before) => {
      hash = createHash('sha256').update(before);
    },
    finish: (content) => {
      if (hash) return hash.digest('hex');
      fingerprint.final();
      const known = `${bytes} ${fingerprint.getAuthTag().toString('latin1')}`;
      const digest =
        digests.get(known) ??
        createHash('sha256')
          .update(content ?? '')
          .digest('hex');
      digests.set(known, digest);
      return digest;
    },
  };
}
