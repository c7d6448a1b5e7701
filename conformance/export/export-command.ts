import path from 'node:path';
import { Argument, Command } from 'commander';
import { type CommandIo, contractUnder, exitCodes, KitError, loadProfile, shellWord } from '../../spec/index.js';
import { drawnPictures } from '../pictures.js';
import { type SelectionFlags, withSelection } from '../reports/flags.js';
import { selectCases } from '../select.js';
import { createDrawing, createDrawingProgress } from '../wire/drawing.js';
import { collect, type LeftOut } from './collect.js';
import { type ExportFormatName, exportFormatNames, exportFormats } from './formats.js';
import { exportedFiles, openExportFolder, writeExport } from './write-export.js';

interface ExportFlags extends SelectionFlags {
  readonly output?: string;
  readonly profile: string;
  readonly verbose?: boolean;
}

/** `eendigo-kit export`: writes the cases for a server as requests with tests of another tool. */
export function createExportCommand(io: CommandIo): Command {
  return withSelection(new Command('export'))
    .description('write the requests and their tests for Postman, Bruno, Hurl, .http files or curl')
    .addArgument(new Argument('<format>', 'the tool to write for').choices(exportFormatNames))
    .option('-o, --output <dir>', 'the folder to write to; new or empty')
    .option('--profile <profile>', 'the readings to expect: a built-in profile or a file', 'documented')
    .option('--verbose', 'name every case that is left out')
    .action((format: ExportFormatName, flags: ExportFlags) => writeFormat(io, format, flags));
}

async function writeFormat(
  io: CommandIo,
  name: ExportFormatName,
  { output, profile, verbose = false, only, kind, tag }: ExportFlags,
): Promise<void> {
  if (output === undefined)
    throw new KitError('usage', 'No folder to write the export to. Name one with --output <dir>.');
  const format = exportFormats[name];
  const contract = contractUnder((await loadProfile(profile)).profile);
  const cases = selectCases({ direction: 'server', only, kinds: kind, tags: tag }, contract);
  const collected = collect(cases, contract, format);
  const { exchanges } = collected.collection;
  if (exchanges.length === 0) {
    for (const line of leftOutLines(collected.leftOut, true)) io.err(line);
    throw new KitError('usage', `${format.tool} can express none of these cases; select others`);
  }
  const folder = path.resolve(output);
  await openExportFolder(folder);
  const progress = createDrawingProgress(io);
  const ids = new Set(exchanges.map(({ id }) => id));
  const exported = cases.filter(({ id }) => ids.has(id));
  using drawing = createDrawing(exported, drawnPictures, io.signal, progress.onDrawing);
  try {
    for (const testCase of exported) await drawing.readyFor(testCase);
    await writeExport(collected, format, { folder, pictures: drawnPictures, signal: io.signal });
  } catch (error) {
    if (!io.signal.aborted) throw error;
    io.err(`Stopped. Remove ${folder} before you run the command again.`);
    io.exitCode = exitCodes.inconclusive;
    return;
  } finally {
    progress.end();
  }
  io.out(
    `${count(exchanges.length, 'request')} and ${count(exportedFiles(collected.collection).length, 'file')} to send, expected under the profile ${contract.profile}, written to ${folder}`,
  );
  for (const line of leftOutLines(collected.leftOut, verbose)) io.out(line);
  io.out(`Run: cd ${shellWord(folder)} && ${format.commands.join(' && ')}`);
}

function leftOutLines(leftOut: readonly LeftOut[], verbose: boolean): readonly string[] {
  return leftOut.map(
    ({ reason, ids }) => `left out, ${count(ids.length, 'case')}: ${reason}${verbose ? ` (${ids.join(', ')})` : ''}`,
  );
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
