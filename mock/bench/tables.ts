import { contenders, contenderTitles } from './contender.js';
import { type BenchReport, errorsOf, type Row, ratiosOf, type StarterName, starters } from './report.js';
import { judge } from './targets.js';

const starterTitles: Readonly<Record<StarterName, string>> = {
  'express-multer': contenderTitles['express-multer'],
  mock: '`createMockServer()`',
  command: '`eendigo-kit mock`',
};

/** The report in Markdown, as `mock/README.md` has it and a terminal shows it well enough. */
export function toMarkdown(report: BenchReport): string {
  return [
    `${report.machine}; ${report.pinning}.`,
    '',
    table(
      ['pair', 'connections', 'server', 'requests/s', 'p50 ms', 'p99 ms', 'CPU ms/request', 'peak MB', 'load busy'],
      report.rows.flatMap(measuredLines),
    ),
    '',
    table(
      [
        'pair',
        'connections',
        'mock ÷ Express + multer',
        'Express + multer ÷ drain',
        'mock ÷ drain',
        'CPU: Express + multer ÷ mock',
      ],
      report.rows.map((row) => {
        const { mockToExpress, expressToDrain, mockToDrain, expressCpuToMock } = ratiosOf(row);
        const ratios = [mockToExpress, expressToDrain, mockToDrain, expressCpuToMock];
        return [row.pair, String(row.connections), ...ratios.map(figure)];
      }),
    ),
    '',
    table(
      ['start to first answer', 'ms', '÷ Express + multer'],
      starters.map((name) => [
        starterTitles[name],
        report.startMs[name].toFixed(0),
        figure(report.startMs[name] / report.startMs['express-multer']),
      ]),
    ),
    '',
    `Errors: ${errorsOf(report)}.`,
    '',
    table(
      ['target', 'wanted', 'got', ''],
      judge(report).map(({ name, wanted, got, reached }) => [name, wanted, got, reached ? 'reached' : 'NOT reached']),
    ),
  ].join('\n');
}

function measuredLines({ pair, pictures, connections, measured }: Row): string[][] {
  const [selfie, card] = pictures.map((bytes) => (bytes / 1000).toFixed(0));
  return contenders.map((name) => {
    const { requestsPerSecond, p50, p99, cpuMsPerRequest, peakBytes, loadBusy } = measured[name];
    return [
      `${pair} (${selfie} + ${card} KB)`,
      String(connections),
      contenderTitles[name],
      requestsPerSecond.toFixed(0),
      figure(p50),
      figure(p99),
      figure(cpuMsPerRequest),
      (peakBytes / 1_000_000).toFixed(0),
      `${(loadBusy * 100).toFixed(0)} %`,
    ];
  });
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}

/** A Markdown table whose columns are as wide as their widest cell. */
function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) =>
    Math.max(3, cell.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...lines.map(line)].join('\n');
}
