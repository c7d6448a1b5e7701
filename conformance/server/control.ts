import type { TestCase } from '../cases/case.js';
import type { PictureSource } from '../pictures.js';
import type { Credentials } from '../wire/credentials.js';
import { namesGoodTenant } from '../wire/request.js';

/** Whether the answers to these cases depend on what the control shows: credentials, and whose tenants they are. */
export function needsControl(cases: readonly TestCase[], credentials: Credentials): boolean {
  return cases.some(
    (testCase) => namesGoodTenant(testCase) || (testCase.tenant === 'empty' && credentials.isAssumed === true),
  );
}

/** What the control sends in place of pictures: nothing to draw, and quickly sent. */
export const noPictures: PictureSource = {
  load: async () => Buffer.from('The control of a conformance run sends no picture.\n'),
  ownFile: () => undefined,
};

/** Why a run skips a case of a tenant that only the kit's mock knows. Undefined for a case that it sends. */
export function whyTenantUnknown(
  { tenant }: TestCase,
  { isAssumed }: Credentials,
  isKitMock: boolean,
): string | undefined {
  return tenant === 'empty' && isAssumed && !isKitMock
    ? "no credentials of a tenant without balance: this server does not say that it is the kit's mock, which has one"
    : undefined;
}
