import { type CommandIo, reasonOf } from '../../spec/index.js';
import type { CaseResult } from '../evidence/verdict.js';
import type { PictureFolder } from '../wire/picture-folder.js';
import { fixturesOf } from '../wire/request.js';

/**
 * Passes results on. Before a result with a curl line is printed, writes the drawn pictures that the line names. A folder
 * that cannot be written gets one line on standard error and ends no run.
 */
export async function* keepPictures(
  io: CommandIo,
  results: AsyncIterable<CaseResult>,
  folder: PictureFolder,
): AsyncGenerator<CaseResult, void, void> {
  let isWritable = true;
  for await (const result of results) {
    if (isWritable && (result.verdict === 'failed' || result.verdict === 'inconclusive'))
      await folder.keep(fixturesOf(result.case)).catch((error: unknown) => {
        isWritable = false;
        io.err(`eendigo-kit: the pictures of the curl lines could not be written (${reasonOf(error)})`);
      });
    yield result;
  }
}
