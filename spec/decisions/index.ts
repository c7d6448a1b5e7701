/** What a profile decides: one table, and all that is made of it. */

export {
  type Decisions,
  decisionsSchema,
  defaultDecisions,
  type ProfilePath,
  pathsGovernedBy,
  profilePaths,
} from './derive.js';
export { decisionAt, leafPathsOf, nest, withDecisions } from './paths.js';
export { decisions } from './table.js';
