import { createCipheriv, createHash, type Hash, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Tells the SHA-256 of a file, in hex, once it has streamed by. */
export interface FileDigest {
  readonly add: (piece: Buffer) => void;
  /** Says that the file is not kept to its end: what came so far is here, and what comes is hashed at once. */
  readonly doWithoutContent: (before: Buffer) => void;
  /** `content` is the whole file, where it is kept. */
  readonly finish: (content: Buffer | undefined) => string;
}

/**
 * A file that came before is known again by a fingerprint, whose making takes a sixth of the time of SHA-256: Poly1305
 * under a key of this process. Two files of one fingerprint are not to be found by who does not know the key, and neither key
 * nor fingerprints leave the process. Of the files themselves nothing is remembered.
 * With SHA-256 alone in its place, the bench's large pairs take 1.34 to 1.39 times the CPU, for 0.6 to 0.7 of the requests a
 * second.
 */
const key = randomBytes(32);
const nonce = randomBytes(12);
const digests = new LRUCache<string, string>({ max: 2000 });

/** Starts a digest. A file that is new costs its SHA-256 at the end, over memory that lies in one piece. */
export function startFileDigest(): FileDigest {
  const fingerprint = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  let bytes = 0;
  let hash: Hash | undefined;
  return {
    add: (piece) => {
      bytes += piece.length;
      if (hash) hash.update(piece);
      // As data that is authenticated and not encrypted: it only goes into the tag.
      else fingerprint.setAAD(piece, { plaintextLength: 0 });
    },
    doWithoutContent: (before) => {
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
