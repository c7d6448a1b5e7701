import { pictureFile } from '../pictures.js';
import { curlLine } from '../reports/curl.js';
import type { RequestToSend } from '../wire/request.js';
import type { ServerRunOptions } from './run-options.js';

/** The address of the operation on the target. */
export function operationUrl({ target, contract }: Pick<ServerRunOptions, 'target' | 'contract'>): URL {
  return new URL(`${target.pathname.replace(/\/$/, '')}${contract.path}`, target);
}

/** The curl line that sends a request again. */
export function reproduceLine(request: RequestToSend, options: ServerRunOptions): string {
  const { credentials, pictures, curlProxy, curlTls } = options;
  return curlLine(operationUrl(options), request, {
    credentials,
    fileOf: options.fileOf ?? ((id) => pictures.ownFile(id) ?? pictureFile(id)),
    ...(curlProxy ? { proxy: curlProxy } : {}),
    ...(curlTls ? { tls: curlTls } : {}),
  });
}
