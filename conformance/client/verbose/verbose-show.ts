import type { CaseResult } from '../../evidence/verdict.js';
import { escapeInvisible } from '../../reports/visible-text.js';
import type { CaseRecord, VerboseListener } from './verbose-driver.js';
import { verboseLines } from './verbose-lines.js';

/** Shows all of a case: what the client prints at once, the wire and the report when the case is judged. */
export interface VerboseShow extends VerboseListener {
  /** Passes results on, and shows the wire of each before. */
  readonly explain: (results: AsyncIterable<CaseResult>) => AsyncGenerator<CaseResult, void, void>;
}

/** Creates the show of a run. `out` prints one line. */
export function createVerboseShow(out: (line: string) => void): VerboseShow {
  const records = new Map<string, CaseRecord>();
  return {
    onLine: (stream, line) => out(`${stream}    ${escapeInvisible(line)}`),
    onOver: (record) => records.set(record.id, record),
    explain: async function* (results) {
      for await (const result of results) {
        const record = records.get(result.case.id);
        if (record) for (const line of verboseLines(record, result)) out(line);
        yield result;
      }
    },
  };
}
