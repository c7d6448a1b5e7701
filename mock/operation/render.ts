import type { Answer, Contract } from '../../spec/index.js';
import { nothingCharged, problem, stateUnavailable } from '../http/problem.js';
import type { HideSecrets } from '../privacy/hide-secrets.js';
import type { JournalAnswer } from '../schemas/journal-types.js';
import type { Settled } from './charge.js';
import type { ContractParts } from './multipart/count-parts.js';
import type { Inspection } from './pictures/face-engine.js';
import { figuresFor, type WantedFigures } from './pictures/figures.js';
import type { Choice, OwnAnswer } from './scenarios/choose.js';
import { bodyMismatch } from './scenarios/prove.js';

/** An answer, and its origin for the journal and the headers. */
export interface Rendered {
  readonly answer: Answer;
  readonly origin: Pick<JournalAnswer, 'reason' | 'scenario' | 'kind' | 'selectedBy' | 'trxNo'>;
}

/** The input for rendering an answer. */
export interface RenderInput {
  readonly contract: Contract;
  readonly parts: ContractParts;
  readonly inspections: ReadonlyMap<string, Inspection>;
  readonly hide: HideSecrets;
  /** Returns the time of the answer. */
  readonly time: () => Date;
  /** What the figures are drawn from; undefined draws them from the pictures. */
  readonly figureSeed: readonly number[] | undefined;
}

/**
 * Renders the chosen answer and validates it against the contract. A mismatch is reported as an internal error of the
 * mock.
 */
export function renderAnswer(choice: Choice | OwnAnswer, settled: Settled, input: RenderInput): Rendered {
  const { contract, hide, time } = input;
  // An invalid header may contain secrets, and the answer quotes it.
  if ('ownAnswer' in choice)
    return own({ ...choice.ownAnswer, body: hide(choice.ownAnswer.body) }, hide(choice.reason));
  if (settled.outcome === 'unwritable') {
    const outcome = settled.isCertain ? nothingCharged : 'Whether it was charged is not known; the ledger says so.';
    return own(stateUnavailable(settled.reason, outcome), `${settled.reason}. ${outcome}`);
  }
  const { scenario, selectedBy, reason, status } = choice;
  const trxNo = settled.outcome === 'settled' ? settled.trxNo : undefined;
  const answer = scenario.render({
    httpDate: () => time().toUTCString(),
    trxNo: () => trxNo ?? '',
    figure: figuresIn(input),
  });
  const mismatch = bodyMismatch(contract, scenario, answer.body);
  if (mismatch !== undefined) return own(problem(500, 'Internal error of the mock', mismatch), mismatch);
  return {
    answer: status === undefined ? answer : withStatus(answer, status, contract),
    origin: {
      scenario: scenario.name,
      kind: scenario.kind,
      selectedBy,
      reason,
      ...(trxNo === undefined ? {} : { trxNo }),
    },
  };
}

/** HTTP requires Allow with 405, and with no other status. */
function withStatus(answer: Answer, status: number, { method }: Contract): Answer {
  return { ...answer, status, headers: status === 405 ? { ...answer.headers, Allow: method } : answer.headers };
}

function own(answer: Answer, reason: string): Rendered {
  return { answer, origin: { reason } };
}

const pictureNames = ['img1', 'img2'];

function figuresIn({ parts, inspections, figureSeed }: RenderInput): ReturnType<typeof figuresFor> {
  const digests = pictureNames.flatMap((name) => parts.file(name)?.sha256 ?? []);
  return figuresFor(figureSeed ?? digests, wantedFigures(inspections));
}

/** The figures in the pictures' marks: the selfie's, or the card's if the selfie has none. */
function wantedFigures(inspections: ReadonlyMap<string, Inspection>): WantedFigures {
  const marks = pictureNames.map((name) => inspections.get(name)).filter((found) => found?.readable === true);
  return {
    similarity: marks.find(({ similarity }) => similarity !== undefined)?.similarity,
    score: marks.find(({ score }) => score !== undefined)?.score,
  };
}
