import { builtInTenants } from '../mock/index.js';

/** The mock's first built-in tenant, with a balance that no run uses up. */
export const benchTenants = [{ ...builtInTenants[0], balance: 1_000_000_000 }];
