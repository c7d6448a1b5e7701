import { signal } from '@preact/signals';
import type { JournalEntry } from '../../schemas/journal-types.js';
import { callAdmin } from '../api/call-admin.js';
import { learnTokenNeed } from '../api/token.js';
import { adminPath } from '../page-address.js';
import { isSessionOpen, page } from './page.js';
import { loadRequests, receiveEntry, reloadIfFewer, trimRequests } from './requests.js';
import { loadOffer, loadSession, session } from './world.js';

/** How the page is connected to the mock. */
export type Connection =
  | { readonly state: 'connecting' | 'live' }
  /** The mock wants its token. `wrong`: the one that was given is not it. */
  | { readonly state: 'locked'; readonly wrong: boolean }
  /** The page tries again by itself. */
  | { readonly state: 'lost'; readonly why: string };

export const connection = signal<Connection>({ state: 'connecting' });

const [shortestPauseMs, longestPauseMs] = [250, 4000];
let pauseMs = shortestPauseMs;
let timer: number | undefined;

/** Connects to the event stream, and connects again whenever it ends. */
export function connect(): void {
  window.clearTimeout(timer);
  const stream = new EventSource(adminPath(page, '/events'));
  let isNew = true;
  stream.addEventListener('open', () => {
    pauseMs = shortestPauseMs;
  });
  stream.addEventListener('request', ({ data }: MessageEvent<string>) => {
    receive(data);
    refreshSoon();
  });
  stream.addEventListener('progress', ({ data }: MessageEvent<string>) => receive(data));
  stream.addEventListener('session', () => {
    refreshSoon();
    void reloadIfFewer();
  });
  stream.addEventListener('sessions', ({ data }: MessageEvent<string>) => {
    const wasOpen = isSessionOpen.value;
    isSessionOpen.value = (JSON.parse(data) as { readonly isOpen: boolean }).isOpen;
    if (isNew) void loadAll();
    else if (wasOpen && !isSessionOpen.value) void reloadIfFewer();
    if (!isNew) refreshSoon();
    isNew = false;
  });
  stream.addEventListener('missed', () => void loadRequests());
  stream.addEventListener('error', () => {
    // The browser's own retry gives up after some errors, and does not say why.
    stream.close();
    void diagnose();
  });
}

/** Gives the mock its token, which sets a cookie, and connects. */
export async function unlock(token: string): Promise<void> {
  const answer = await callAdmin({ method: 'GET', path: `/sessions?token=${encodeURIComponent(token)}`, ofMock: true });
  if (answer.ok) connect();
  else if (answer.status === 401) connection.value = { state: 'locked', wrong: true };
  else retry(answer.problem);
}

function receive(data: string): void {
  isSessionOpen.value = true;
  receiveEntry((JSON.parse(data) as { readonly request: JournalEntry }).request);
}

async function loadAll(): Promise<void> {
  const [answer] = await Promise.all([loadRequests(), loadSession(), loadOffer(), learnTokenNeed()]);
  if (answer.ok || answer.status === 404) connection.value = { state: 'live' };
}

async function diagnose(): Promise<void> {
  const answer = await callAdmin({ method: 'GET', path: '/sessions', ofMock: true });
  if (answer.status === 401) connection.value = { state: 'locked', wrong: false };
  else retry(answer.ok ? 'The event stream has ended.' : answer.problem);
}

function retry(why: string): void {
  connection.value = { state: 'lost', why };
  timer = window.setTimeout(connect, pauseMs);
  pauseMs = Math.min(longestPauseMs, pauseMs * 2);
}

let willRefresh = false;

/** Loads the session's state, once for several events. Later events do not put it off: they may never pause. */
function refreshSoon(): void {
  if (willRefresh) return;
  willRefresh = true;
  window.setTimeout(async () => {
    willRefresh = false;
    await loadSession();
    if (session.value) trimRequests(session.value.requests);
  }, 100);
}
