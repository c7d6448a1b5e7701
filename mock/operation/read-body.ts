import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Contract } from '../../spec/index.js';
import type { Limits } from '../http/limits.js';
import { createReader, type HeldBody } from './multipart/index.js';

/** Reads the body of a request with the operation's method. For any other method it reads nothing. */
export type ReadBody = (request: IncomingMessage, response: ServerResponse) => Promise<HeldBody>;

/** Creates a reader for the contract's parts, within the limits. */
export function createBodyReader(contract: Contract, limits: Limits): ReadBody {
  const pictureBytes = contract.parts.map(({ picture }) => picture?.maximumBytes ?? 0);
  const read = createReader({
    bodyBytes: limits.bodyBytes,
    usualBytes: pictureBytes.reduce((total, bytes) => total + bytes, 0),
    fileBytes: limits.bodyBytes,
    fieldBytes: limits.fieldBytes,
    parts: limits.parts,
    keepBytes: Math.max(0, ...pictureBytes),
    maybePicture: picturesWithoutFilename(contract),
  });
  return async (request, response) => (request.method === contract.method ? read(request, response) : noBody);
}

const noBody: HeldBody = { parts: [], release: () => {} };

/** Returns a test for parts that count as pictures without a file name; undefined if the contract rejects them. */
function picturesWithoutFilename({ parts, decisions }: Contract): ((name: string) => boolean) | undefined {
  if (decisions.pictures.withoutFilename !== 'accepted') return undefined;
  const plain = (name: string): string => (decisions.parts.nameCase === 'ignored' ? name.toLowerCase() : name);
  const names = new Set(parts.flatMap(({ name, picture }) => (picture ? [plain(name)] : [])));
  return names.size === 0 ? undefined : (name) => names.has(plain(name));
}
