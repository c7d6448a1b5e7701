import { apiGateway } from './api-gateway.js';
import { listService } from './casing.js';
import { phpBehindNginx } from './independent/php-behind-nginx.js';
import { springService } from './independent/spring-service.js';
import { photoDesk } from './photo-desk.js';
import { restService } from './statuses.js';
import type { Vendor } from './vendor.js';
import { wideLimits } from './wide-limits.js';

/** Every vendor. */
export const vendors: readonly Vendor[] = [
  restService,
  listService,
  photoDesk,
  apiGateway,
  wideLimits,
  phpBehindNginx,
  springService,
];
