/** Reads request bodies: multipart/form-data as real clients write it, and other bodies sent in its place. */
export { objectWord, objectWordInPlace } from './object-words.js';
export { isParsedBody } from './parsed-form.js';
export { createReader } from './reader.js';
export type { HeldBody } from './received.js';
export { isOtherFormat, sniff } from './sniff.js';
