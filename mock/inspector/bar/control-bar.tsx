import { BaseUrl } from './base-url.js';
import { ClearButton } from './clear-button.js';
import { LiveState } from './live-state.js';
import { SessionChooser } from './session-chooser.js';
import { ThemeChooser } from './theme-chooser.js';

/** The sticky bar: what the mock is set to, and the controls that set it. */
export function ControlBar() {
  return (
    <header class="bar">
      <h1>Inspector</h1>
      <LiveState />
      <SessionChooser />
      <BaseUrl />
      <ClearButton />
      <ThemeChooser />
    </header>
  );
}
