import { type ContenderName, contenders } from './contenders.js';
import { type EngineName, type EngineRow, engines as engineTitles } from './engines.js';
import { type Fresh, freshContenders, type Row, rowContenders } from './measure.js';
import { type PairName, pairNames } from './pairs.js';

/** The results of a run of the bench. */
export interface BenchReport {
  /** The machine, and the CPUs that the processes ran on. */
  readonly machine: string;
  /** Bytes of selfie and card. */
  readonly pictures: Readonly<Record<PairName, readonly [selfie: number, card: number]>>;
  readonly rows: readonly Row[];
  /** The mock with its state in each engine, small pairs. */
  readonly engines: readonly EngineRow[];
  readonly fresh: Readonly<Record<(typeof freshContenders)[number], Fresh>>;
}

/** One figure that the mock must reach. */
interface Target {
  readonly name: string;
  /** Returns the measured value; undefined if the run did not measure it. */
  readonly measure: (report: BenchReport) => number | undefined;
  readonly bound: { readonly atLeast: number } | { readonly atMost: number } | { readonly under: number };
  readonly unit: string;
}

const megabyte = 1_000_000;
const engineNames = Object.keys(engineTitles) as EngineName[];

/** The mock's targets, relative to what a developer writes by hand. Ratios are to bare Express + multer. */
const targets: readonly Target[] = [
  ...pairNames.map(
    (pair): Target => ({
      name: `requests/s with ${pair} pairs (the lowest of all numbers of connections)`,
      measure: ({ rows }) => least(rows.filter((row) => row.pair === pair).map(rateRatio)),
      bound: { atLeast: pair === 'small' ? 0.8 : 1 },
      unit: 'x',
    }),
  ),
  {
    name: 'peak memory with 16 large uploads at once, warm',
    measure: ({ rows }) => {
      const row = rows.find(({ pair, connections }) => pair === 'large' && connections === 16);
      return row && row.measured.mock.peakBytes / megabyte;
    },
    bound: { under: 250 },
    unit: ' MB',
  },
  { name: 'start to first answer, in process', measure: startRatio('mock', 'startMs'), bound: { under: 2 }, unit: 'x' },
  { name: 'start to first answer, command', measure: startRatio('command', 'startMs'), bound: { under: 2 }, unit: 'x' },
  {
    name: 'start to first answer without marks, command',
    measure: startRatio('command', 'startUnmarkedMs'),
    bound: { under: 2.5 },
    unit: 'x',
  },
  {
    name: 'idle memory, command',
    measure: ({ fresh }) => fresh.command.idleBytes / megabyte,
    bound: { under: 110 },
    unit: ' MB',
  },
  {
    name: 'peak memory with 16 large uploads at once, fresh command, without marks',
    measure: ({ fresh }) => fresh.command.peakBytes / megabyte,
    bound: { under: 280 },
    unit: ' MB',
  },
  { name: 'errors', measure: errorsIn, bound: { atMost: 0 }, unit: '' },
];

/** Whether a target is reached, with the measured value. */
export interface TargetVerdict {
  readonly name: string;
  readonly required: string;
  readonly measured: string;
  readonly isReached: boolean;
}

/** Compares a report with the targets. A target that the run did not measure is not reached. */
export function judgeReport(report: BenchReport): readonly TargetVerdict[] {
  return targets.map(({ name, measure, bound, unit }) => {
    const value = measure(report);
    const [[words, limit] = ['', 0]] = Object.entries(bound);
    const isWithin =
      value !== undefined && ('atLeast' in bound ? value >= limit : 'atMost' in bound ? value <= limit : value < limit);
    return {
      name,
      required: `${words.replace('at', 'at ').toLowerCase()} ${limit}${unit}`,
      measured:
        value === undefined
          ? 'not measured'
          : `${value >= 10 || value === 0 ? value.toFixed(0) : value.toFixed(2)}${unit}`,
      isReached: isWithin,
    };
  });
}

/** The report in Markdown, as in `bench/README.md`. A terminal shows it well enough. */
export function toMarkdown(report: BenchReport): string {
  const { machine, pictures, rows, engines, fresh } = report;
  const sizes = pairNames.map(
    (pair) => `${pair} ${pictures[pair].map((bytes) => (bytes / 1000).toFixed(0)).join(' + ')} KB`,
  );
  const warm = rows.flatMap(({ pair, connections, measured }) =>
    rowContenders.map((name) => {
      const { requestsPerSecond, p50, p99, cpuMsPerRequest, peakBytes, loadBusy } = measured[name];
      const ratio = requestsPerSecond / measured.express.requestsPerSecond;
      const figures = [requestsPerSecond, ratio, p50, p99, cpuMsPerRequest, peakBytes / megabyte, loadBusy];
      return [pair, String(connections), contenders[name].title, ...figures.map(figure)];
    }),
  );
  const stored = engines.flatMap(({ connections, measured }) =>
    engineNames.map((name) => {
      const [one, memory] = [measured[name], measured.memory];
      const figures =
        one && memory
          ? [
              one.requestsPerSecond,
              one.requestsPerSecond / memory.requestsPerSecond,
              one.p50,
              one.p99,
              one.cpuMsPerRequest,
            ]
          : undefined;
      return [
        String(connections),
        engineTitles[name],
        ...(figures?.map(figure) ?? ['not installed here', '', '', '', '']),
      ];
    }),
  );
  const cold = freshContenders.map((name) => {
    const { startMs, startUnmarkedMs, cpuMsPerRequest, idleBytes, peakBytes } = fresh[name];
    const figures = [
      startMs,
      startMs / fresh.express.startMs,
      startUnmarkedMs,
      startUnmarkedMs / fresh.express.startUnmarkedMs,
    ];
    const rest = [cpuMsPerRequest.small, cpuMsPerRequest.typical, idleBytes / megabyte, peakBytes / megabyte];
    return [contenders[name].title, ...[...figures, ...rest].map(figure)];
  });
  return [
    `${machine}. Pairs: ${sizes.join(', ')}.`,
    'Warm, pictures with marks:',
    table(
      [
        'pair',
        'connections',
        'server',
        'requests/s',
        '÷ Express',
        'p50 ms',
        'p99 ms',
        'CPU ms',
        'peak MB',
        'load busy',
      ],
      warm,
    ),
    '`eendigo-kit mock` with its state in each engine, small pairs, warm; every request is charged:',
    table(['connections', 'engine', 'requests/s', '÷ memory', 'p50 ms', 'p99 ms', 'CPU ms'], stored),
    'A fresh process, pictures without marks except in the first start:',
    table(['server', 'start ms', '÷', 'without marks', '÷', 'CPU ms small', 'typical', 'idle MB', 'peak MB'], cold),
    `Errors: ${errorsIn(report)}.`,
    table(
      ['target', 'required', 'measured', ''],
      judgeReport(report).map(({ name, required, measured, isReached }) => [
        name,
        required,
        measured,
        isReached ? 'reached' : 'NOT reached',
      ]),
    ),
  ].join('\n\n');
}

function rateRatio({ measured }: Row): number {
  return measured.mock.requestsPerSecond / measured.express.requestsPerSecond;
}

function startRatio(name: ContenderName & keyof BenchReport['fresh'], start: 'startMs' | 'startUnmarkedMs') {
  return ({ fresh }: BenchReport): number => fresh[name][start] / fresh.express[start];
}

/** Counts missing answers and answers that are not a success. */
function errorsIn({ rows, engines, fresh }: BenchReport): number {
  const measured = [...[...rows, ...engines].flatMap((row) => Object.values(row.measured)), ...Object.values(fresh)];
  return measured.reduce((total, { errors }) => total + errors, 0);
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}

function least(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.min(...values);
}

/** A Markdown table whose columns are as wide as their widest cell. */
function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = head.map((cell, at) => Math.max(3, cell.length, ...lines.map((line) => line[at]?.length ?? 0)));
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [row(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...lines.map(row)].join('\n');
}
