/** Profiles: their schema, the built-in ones, and those in files. */

export { builtInNames } from './built-in.js';
export { profileContradictions } from './contradictions.js';
export { builtInProfile, type DecisionOrigin, type LoadedProfile, loadProfile } from './load.js';
export { type Provenance, provenanceInWords } from './provenance.js';
export { type ProfileDocument, profileSchema } from './schema.js';
