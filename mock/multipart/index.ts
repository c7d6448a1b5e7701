/** Reads request bodies: multipart/form-data as real clients write it, and what stands in its place. */
export { ownText } from './kept-text.js';
export { objectWord, objectWordInPlace } from './object-words.js';
export { createReader, mostReceived } from './reader.js';
export type {
  HeldBody,
  ReadProblem,
  ReceivedBody,
  ReceivedFile,
  ReceivedPart,
} from './received.js';
export { isOtherFormat, type OtherFormat, type SniffedType, sniff } from './sniff.js';
