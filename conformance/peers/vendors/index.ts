import { restService } from './statuses.js';
import type { Vendor } from './vendor.js';

/** Every vendor. */
export const vendors: readonly Vendor[] = [restService];
