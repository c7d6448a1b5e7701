/** Reads request bodies: multipart/form-data as real clients write it, and what stands in its place. */
export { createReader, type Reader, type ReadLimits } from './reader.js';
export type {
  HeldBody,
  ReadProblem,
  ReceivedBody,
  ReceivedFile,
  ReceivedPart,
  ReceivedText,
  SniffedType,
} from './received.js';
