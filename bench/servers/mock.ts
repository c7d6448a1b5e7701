import { createMockServer } from '../../mock/index.js';
import { benchTenants } from '../tenants.js';
import { announce } from './listen.js';

const { port } = await createMockServer({ tenants: benchTenants });
announce(port);
