/** The decisions of a profile: one table, and everything derived from it. */

export type { Decisions } from './decision-types.js';
export {
  decisionsSchema,
  defaultDecisions,
  type ProfilePath,
  pathsGovernedBy,
  profilePaths,
} from './derive.js';
export { decisionAt, leafPathsOf, nest, withDecisions } from './paths.js';
export { decisions } from './table.js';
