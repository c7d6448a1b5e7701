import { letHeapGrow } from '../command/heap.js';
import { builtInTenants, createMockServer } from '../index.js';
import { tellParent } from './serve.js';

// As `eendigo-kit mock` does.
letHeapGrow();
// As it comes: only the balance is such that no run uses it up.
const tenants = [{ ...builtInTenants[0], balance: 1_000_000_000 }];
const { port } = await createMockServer({ tenants });
tellParent(port);
