import { loadFixture } from '../../fixtures/index.js';
import { type Contract, loadContract } from '../../spec/index.js';
import { type Finding, type FuzzOptions, fuzz } from './fuzz.test-helper.js';
import type { MockProcess } from './mock-process.test-helper.js';
import { type DraftRequest, recordedRequests, requestOf } from './request.test-helper.js';

/** `EENDIGO_KIT_FUZZ=<seed>:<first case>:<count>` runs other cases. */
const overrides = (process.env['EENDIGO_KIT_FUZZ'] ?? '').split(':').filter(Boolean).map(Number);
export const [seed = 20_220_923, firstCase = 0, caseCount = 1_000] = overrides;

/** Allowed growth of the memory between a quarter of the cases and all; the caches are full by then. */
export const allowedGrowth = 6 * 1024 * 1024;

/** Sends the mutated requests with these numbers to a mock. Returns what is wrong with the answers. */
export type SendMutated = (
  mock: MockProcess,
  from: number,
  to: number,
  more?: Pick<FuzzOptions, 'patienceMs' | 'connections' | 'mostFindings'>,
) => Promise<readonly Finding[]>;

/** Loads the contract and the requests that are mutated: recorded ones, and some that the kit composes. */
export async function prepareMutations(): Promise<SendMutated> {
  const contract: Contract = await loadContract();
  const [selfie, ktp] = [await loadFixture('selfie-min'), await loadFixture('ktp-min')];
  const texts = [
    ['key', 'ADINS_key1234'],
    ['tenant_code', 'AIT'],
    ['refNumber', 'REF202209230001'],
  ] as const;
  const requests: ReadonlyMap<string, DraftRequest> = new Map([
    ...recordedRequests(),
    ['no pictures', requestOf(texts)],
    ['well formed', requestOf([['img1', selfie, 'selfie.jpg'], ['img2', ktp, 'ktp.jpg'], ...texts])],
    ['base64', requestOf([...texts, ['img1', selfie.toString('base64')]])],
  ]);
  return (mock, from, to, more = {}) => fuzz(mock, { contract, requests, seed, from, to, ...more });
}
