import { render } from 'preact';
import { Inspector } from './inspector.js';
import { listenToKeys } from './requests/list-state.js';
import { connect, unlock } from './state/connection.js';
import { followAddress } from './state/page.js';
import { applyTheme } from './state/theme.js';

applyTheme();
followAddress();
listenToKeys();

const query = new URLSearchParams(location.search);
const token = query.get('token');
if (token === null) connect();
else {
  // The address bar, the history and screenshots must not keep it.
  query.delete('token');
  history.replaceState(null, '', `${location.pathname}${query.size === 0 ? '' : `?${query}`}${location.hash}`);
  void unlock(token);
}

const root = document.getElementById('inspector');
if (root) render(<Inspector />, root);
