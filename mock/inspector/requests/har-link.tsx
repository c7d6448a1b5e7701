import { curlFor } from '../api/call-admin.js';
import { adminPath } from '../page-address.js';
import { lastAct } from '../state/act.js';
import { page } from '../state/page.js';

const call = { method: 'GET', path: '/requests?format=har' } as const;

/** Downloads the requests as an HTTP Archive. */
export function HarLink() {
  return (
    <p class="small">
      <a
        href={adminPath(page, call.path)}
        download={page.session === undefined ? 'requests.har' : `requests-${page.session}.har`}
        onClick={() => {
          lastAct.value = { what: 'Downloaded the requests', curl: curlFor(call) };
        }}
      >
        Download HAR
      </a>
    </p>
  );
}
