// Runs as its own process: reading a damaged database may end the process that does it.
import { open } from 'lmdb';
import { findDamage } from './damage.js';
import { openOptions } from './open-options.js';
import type { RecordKey } from './records.js';

const [, , path = ''] = process.argv;
const database = open<string, RecordKey>({ ...openOptions(path), readOnly: true });
process.stdout.write(JSON.stringify({ problem: findDamage(database) ?? null }));
