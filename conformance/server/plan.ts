import { isIP } from 'node:net';
import type { FixtureId } from '../../fixtures/index.js';
import { KitError, servers } from '../../spec/index.js';
import type { Case } from '../cases/case.js';
import { type PictureSource, pictureFile } from '../pictures.js';
import type { Credentials } from '../wire/credentials.js';
import { fixturesOf } from '../wire/request.js';

/** What a run on a server would do, case by case, before anything is sent. */
export interface Plan {
  readonly entries: readonly PlanEntry[];
  /** The most calls that the run can be charged for: what the document does not settle counts as charged. */
  readonly mostBillable: number;
  /** Whether cases were left out because the budget does not reach for them. */
  readonly budgetUsedUp: boolean;
}

/** One case of a plan. */
export interface PlanEntry {
  readonly case: Case;
  /** Why it will not be sent; absent for one that will be. */
  readonly skip?: string;
}

/** What a plan is made under. */
export interface PlanOptions {
  readonly cases: readonly Case[];
  readonly loopback: boolean;
  readonly credentials: Credentials;
  readonly pictures: PictureSource;
  /** The most calls that may be charged; Infinity on loopback. */
  readonly maxBillable: number;
}

/** Plans a run: which cases are sent, which are not and why, and what they can cost at most. */
export function planRun({ cases, loopback, credentials, pictures, maxBillable }: PlanOptions): Plan {
  let mostBillable = 0;
  let budgetUsedUp = false;
  const entries = cases.map((of): PlanEntry => {
    if (of.tenant === 'empty' && !credentials.empty)
      return { case: of, skip: 'no credentials of a tenant without balance' };
    const missing = loopback || !of.needs.includes('real-face') ? [] : fixturesOf(of).filter(isDrawn(pictures));
    if (missing.length > 0) return { case: of, skip: realFaceWanted(missing, pictures) };
    const price = of.cost === 'free' || loopback ? 0 : 1;
    if (mostBillable + price > maxBillable) {
      budgetUsedUp = true;
      return { case: of, skip: `beyond the budget of ${maxBillable} billable calls` };
    }
    mostBillable += price;
    return { case: of };
  });
  return { entries, mostBillable, budgetUsedUp };
}

const isDrawn =
  ({ ownFile }: PictureSource) =>
  (id: FixtureId): boolean =>
    ownFile(id) === undefined;

/** Why a case is left out that needs real faces, with the files that would bring it in. */
function realFaceWanted(missing: readonly FixtureId[], { folder }: PictureSource): string {
  if (folder === undefined) return 'needs pictures of a real face: give them with --fixtures';
  return `needs a real face in ${[...new Set(missing)].map(pictureFile).join(' and ')}, which ${folder} does not have`;
}

/** Where a target is, which decides what a run there must be told first. */
export type TargetPlace = 'loopback' | 'production' | 'elsewhere';

/** Tells where a target is: this machine, the vendor's production (section 1, Url Prod), or anywhere else, UAT included. */
export function targetPlaceOf(target: URL): TargetPlace {
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))) return 'loopback';
  const uat = servers.some(({ environment, url }) => environment === 'uat' && isWithin(target, new URL(url)));
  return !uat && servers.some(({ url }) => new URL(url).hostname === host) ? 'production' : 'elsewhere';
}

function isWithin(target: URL, base: URL): boolean {
  return target.hostname === base.hostname && `${target.pathname}/`.startsWith(`${base.pathname}/`);
}

/**
 * Reads a target: what stands before the operation's path.
 *
 * @throws KitError `usage` for what is no such address
 */
export function readTarget(text: string, path: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new KitError(
      'usage',
      `--target ${JSON.stringify(text)} is no http or https address; give e.g. http://127.0.0.1:8080/demo`,
    );
  if (url.username || url.password)
    throw new KitError('usage', '--target carries a user name or password; take it out, the API knows none');
  if (url.pathname.replace(/\/$/, '').endsWith(path))
    throw new KitError(
      'usage',
      `--target ends in ${path}, which is added to it; give ${url.href.replace(/\/$/, '').slice(0, -path.length)}`,
    );
  if (url.search || url.hash)
    throw new KitError('usage', `--target has a query or a fragment; give ${url.origin}${url.pathname}`);
  return url;
}
