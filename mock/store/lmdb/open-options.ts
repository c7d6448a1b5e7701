import type { OpenOptions } from 'lmdb';

/** How LMDB opens a state file. All processes that share one must use the same. */
export function openOptions(path: string): OpenOptions {
  return {
    path,
    noSubdir: true,
    encoding: 'string',
    // A commit waits for the disk or does not, and never flushes in the background: the caller decides.
    overlappingSync: false,
    maxDbs: 1,
    // The file has the tenants' keys.
    permissionsMode: 0o600,
  };
}
