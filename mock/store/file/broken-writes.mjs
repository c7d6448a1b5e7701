// Preloaded into a mock (node --import), to break its writes to the state file. Records are written only after the answer
// was sent (BROKEN_WRITES=late), or buffered in memory (BROKEN_WRITES=buffered).
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { writeSync, fstatSync } = fs;
const lengths = new Map();

fs.writeSync = (fd, bytes, offset, length, position) => {
  lengths.set(fd, position + length);
  // The snapshot at the start is written as it should be.
  if (position === 0) return writeSync(fd, bytes, offset, length, position);
  if (process.env['BROKEN_WRITES'] === 'late') setTimeout(() => writeSync(fd, bytes, offset, length, position), 200);
  return length;
};
fs.fstatSync = (fd) => ({ nlink: fstatSync(fd).nlink, size: lengths.get(fd) });
syncBuiltinESMExports();
