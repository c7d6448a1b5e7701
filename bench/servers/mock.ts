import { letHeapGrow } from '../../mock/command/heap.js';
import { createMockServer } from '../../mock/index.js';
import { benchTenants } from '../tenants.js';
import { announce } from './listen.js';

// As `eendigo-kit mock` does.
letHeapGrow();
const { port } = await createMockServer({ tenants: benchTenants });
announce(port);
