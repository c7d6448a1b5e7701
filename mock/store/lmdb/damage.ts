import { createRecords, damageInWords, decodeRecord, formatProblem, ownWorld, type StateDatabase } from './records.js';

/**
 * Reads every record of a state file, and returns why the mock cannot use it; undefined if it can. LMDB itself does not
 * notice changed bytes.
 */
export function findDamage(database: StateDatabase): string | undefined {
  const problem = formatProblem(database);
  if (problem !== undefined) return problem;
  for (const { key, value } of database.getRange({}))
    if (decodeRecord(key, value) === undefined) return damageInWords(`the record ${key.join(' ')} was changed`);
  const records = createRecords(database, ownWorld);
  const head = records.get('head');
  if (!head) return undefined;
  const { tenants, rows, used } = head;
  const missing = [
    records.get('setup') === undefined ? 'its settings' : '',
    records.list('tenant').length === tenants.count ? '' : 'tenants',
    records.list('row').length === rows.next - rows.first ? '' : 'transactions',
    records.list('place').length === used.next - used.first ? '' : 'used refNumbers',
  ].filter((what) => what !== '');
  return missing.length === 0 ? undefined : damageInWords(`it lacks ${missing.join(' and ')}`);
}
