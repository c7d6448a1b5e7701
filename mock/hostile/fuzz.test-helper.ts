import { type Contract, isResponseKind } from '../../spec/index.js';
import type { MockProcess } from './mock-process.test-helper.js';
import { type Mutation, mutations } from './mutations.test-helper.js';
import { createRandom, type Random } from './random.test-helper.js';
import { type DraftRequest, framings, onWire } from './request.test-helper.js';
import { createRawConnection, type RawAnswer, type RawConnection } from './socket.test-helper.js';

/** Options for a run of mutated requests. */
export interface FuzzOptions {
  readonly contract: Contract;
  /** The original requests, by name. */
  readonly requests: ReadonlyMap<string, DraftRequest>;
  readonly seed: number;
  /** Numbers of the cases, from the first up to but excluding the last. */
  readonly from: number;
  readonly to: number;
  /** Timeout of an answer; the default is long, for busy machines. */
  readonly patienceMs?: number;
  /** With one connection it is certain which case killed the mock; with more, it is one of those reported. */
  readonly connections?: number;
  /** The run ends after this many findings. Default 5. */
  readonly mostFindings?: number;
}

/** A case with an invalid answer. */
export interface Finding {
  readonly what: string;
  /** The original request, the mutations and the framing, as text. */
  readonly recipe: string;
  /** The command that runs this case alone. */
  readonly again: string;
}

/** Sends mutated requests over several persistent connections, and returns those with invalid answers. */
export async function fuzz(mock: MockProcess, options: FuzzOptions): Promise<readonly Finding[]> {
  const { connections = 16, mostFindings = 5 } = options;
  const findings: Finding[] = [];
  let next = options.from;
  const work = async (connection: RawConnection): Promise<void> => {
    while (next < options.to && findings.length < mostFindings && mock.death() === undefined) {
      const index = next;
      next += 1;
      const { recipe, pieces } = caseOf(options, index);
      const what = await connection.exchange(pieces).then(
        (answer) => wrongWith(answer, options.contract),
        // The mock may be dying: a memory request either succeeds or rejects with the reason.
        (error: Error) =>
          mock.memory().then(
            () => error.message,
            (death: Error) => death.message,
          ),
      );
      if (what !== undefined)
        findings.push({
          what,
          recipe,
          again: `EENDIGO_KIT_FUZZ=${options.seed}:${index}:1 npx vitest run mock/hostile/fuzz.test.ts`,
        });
    }
    connection.close();
  };
  await Promise.all(
    Array.from({ length: connections }, () => work(createRawConnection(mock.port, options.patienceMs))),
  );
  return findings;
}

/** The case with a number: the same for the same seed, independent of other cases. */
export function caseOf(
  { requests, seed }: Pick<FuzzOptions, 'requests' | 'seed'>,
  index: number,
): { readonly recipe: string; readonly pieces: readonly Buffer[] } {
  const random = createRandom(seed, index);
  const names = [...requests.keys()];
  const name = names[random.below(names.length)] ?? '';
  let request = requests.get(name) ?? { headers: [], body: Buffer.alloc(0) };
  const steps: string[] = [];
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    const [step, mutate] = anyOf(mutations, random);
    steps.push(step);
    request = mutate(request, random);
  }
  const framing = random.pick(framings);
  return { recipe: [name, ...steps, framing].join(' > '), pieces: onWire(request, framing, random) };
}

function anyOf(all: Readonly<Record<string, Mutation>>, random: Random): readonly [string, Mutation] {
  const entries = Object.entries(all);
  return entries[random.below(entries.length)] ?? ['nothing', (request) => request];
}

/** Why an answer is invalid; undefined for the contract's answers and the mock's own rejections. */
export function wrongWith({ status, headers, body }: RawAnswer, contract: Contract): string | undefined {
  if (!(status >= 200 && status < 500)) return `status ${status}: ${body.slice(0, 300)}`;
  // Node.js rejects bytes that are not HTTP, without a body, before the mock sees them.
  if (body === '')
    return status >= 400 && headers.get('connection') === 'close' ? undefined : `${status} without a body`;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return `status ${status} with a body that is not JSON: ${body.slice(0, 300)}`;
  }
  if (headers.get('content-type') === 'application/problem+json')
    return status >= 400 ? undefined : `a problem with the status ${status}`;
  const kind = contract.scenarios.get(headers.get('x-mock-scenario') ?? '')?.kind;
  if (kind === undefined || !isResponseKind(kind)) return `no scenario: ${body.slice(0, 300)}`;
  const [first] = contract.bodyProblems(kind, value);
  return first === undefined ? undefined : `not an answer of the contract: ${first}`;
}
