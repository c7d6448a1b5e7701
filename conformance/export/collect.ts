import type { Contract } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { describeCase } from './describe-case.js';
import type { Exchange } from './exchange.js';
import type { Collection, ExportFormat } from './format.js';
import { alwaysLeftOut, type Obstacle, obstacleWords } from './obstacles.js';
import { exampleId } from './topics.js';

/** The cases that a format leaves out for one reason. */
export interface LeftOut {
  readonly reason: string;
  readonly ids: readonly string[];
}

/** The exchanges that a format can express, and the cases that it leaves out. */
export interface Collected {
  readonly collection: Collection;
  readonly leftOut: readonly LeftOut[];
}

/** Describes the cases, the document's example first, and leaves out those that the format cannot express. */
export function collect(cases: readonly TestCase[], contract: Contract, { cannot }: ExportFormat): Collected {
  const ordered = cases.toSorted((one, other) => Number(other.id === exampleId) - Number(one.id === exampleId));
  const described = ordered.map((testCase, index) => describeCase(testCase, index + 1, contract));
  const reasonOf = ({ obstacles }: Exchange): Obstacle | undefined =>
    obstacles.find((obstacle) => alwaysLeftOut.includes(obstacle) || cannot.includes(obstacle));
  const reasons = [...new Set(described.flatMap((exchange) => reasonOf(exchange) ?? []))];
  return {
    collection: {
      name: 'Liveness + Face Compare',
      profile: contract.profile,
      path: contract.path,
      exchanges: described.filter((exchange) => reasonOf(exchange) === undefined),
    },
    leftOut: reasons.map((reason) => ({
      reason: obstacleWords[reason],
      ids: described.filter((exchange) => reasonOf(exchange) === reason).map(({ id }) => id),
    })),
  };
}
