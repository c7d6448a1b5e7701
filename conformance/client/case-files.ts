import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestCase } from '../cases/case.js';
import { drawnPictures, pictureFile } from '../pictures.js';
import { type ClientCase, protocolVersion } from '../protocol/protocol.js';
import { builtInCredentials, credentialFor } from '../wire/credentials.js';
import { createRequest, type PartToSend } from '../wire/request.js';

/** How long a client waits for an answer, in milliseconds. Long, because a slow machine is no defect of the client. */
const defaultTimeoutMs = 20_000;

/** The files that the runner exchanges with a client, and the request that the client must send. */
export interface CaseFiles {
  /** The client reads this file. */
  readonly caseFile: string;
  /** The client writes this file. */
  readonly resultFile: string;
  readonly parts: readonly PartToSend[];
  /** SHA-256 (hex) of the pictures, by part. */
  readonly digests: ReadonlyMap<string, string>;
}

/** Where the files of a case go, and where the client sends its request. */
export interface CaseLocation {
  readonly folder: string;
  readonly baseUrl: string;
  readonly path: string;
}

/** Writes the case and its pictures for the client. */
export async function writeCase(testCase: TestCase, { folder, baseUrl, path }: CaseLocation): Promise<CaseFiles> {
  const credential = credentialFor(testCase.tenant ?? 'funded', builtInCredentials) ?? builtInCredentials.funded;
  const form = 'raw' in testCase.request ? undefined : testCase.request.refNumberLike;
  const refNumber = form ?? `KIT${randomBytes(4).toString('hex').toUpperCase()}`;
  const planned = createRequest(testCase, credential, refNumber);
  const parts = 'parts' in planned ? planned.parts : [];
  const digests = new Map<string, string>();
  const request: Record<string, string | { file: string; filename: string }> = {};
  for (const part of parts) request[part.name] = await writePart(part, folder, digests);
  const clientCase: ClientCase = {
    protocol: protocolVersion,
    id: testCase.id,
    title: testCase.title,
    baseUrl,
    path,
    timeoutMs: testCase.timeoutMs ?? defaultTimeoutMs,
    request,
  };
  // Each case has file names of its own: a process that outlives its case cannot write into the next one.
  const caseFile = join(folder, `${testCase.id}.case.json`);
  const resultFile = join(folder, `${testCase.id}.result.json`);
  await writeFile(caseFile, JSON.stringify(clientCase, null, 2));
  return { caseFile, resultFile, parts, digests };
}

/** Returns a part as the client reads it. Writes the picture of a file part and records its digest. */
async function writePart(
  part: PartToSend,
  folder: string,
  digests: Map<string, string>,
): Promise<string | { file: string; filename: string }> {
  if (!('fixture' in part)) return part.value;
  const bytes = await drawnPictures.load(part.fixture);
  const file = join(folder, pictureFile(part.fixture));
  await writeFile(file, bytes);
  digests.set(part.name, createHash('sha256').update(bytes).digest('hex'));
  return { file, filename: part.type === 'file' ? part.filename : part.fixture };
}
