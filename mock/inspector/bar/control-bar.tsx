import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { AnswerControl } from './answer-control.js';
import { Balances } from './balances.js';
import { BaseUrls } from './base-urls.js';
import { ClearButton } from './clear-button.js';
import { FaultControl } from './fault-control.js';
import { LiveState } from './live-state.js';
import { SessionChooser } from './session-chooser.js';
import { ThemeChooser } from './theme-chooser.js';

/** Whether the controls are open, where they are a sheet at the bottom of a phone. */
const isSheetOpen = signal(false);

/** The sticky bar: what the mock is set to, and the controls that set it. */
export function ControlBar() {
  const isOpen = isSheetOpen.value;
  const toggle = (open: boolean) => {
    isSheetOpen.value = open;
  };
  useEffect(() => {
    if (!isOpen) return;
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape') toggle(false);
    };
    addEventListener('keydown', close);
    return () => removeEventListener('keydown', close);
  }, [isOpen]);
  return (
    <header class="bar">
      <h1>Inspector</h1>
      <LiveState />
      <button
        type="button"
        class="sheet-switch main"
        aria-expanded={isOpen}
        aria-controls="controls"
        onClick={() => toggle(!isOpen)}
      >
        Set the next answer
      </button>
      <div id="controls" class={isOpen ? 'controls open' : 'controls'}>
        <AnswerControl />
        <FaultControl />
        <Balances />
        <SessionChooser />
        <BaseUrls />
        <span class="last">
          <ClearButton />
          <ThemeChooser />
        </span>
        <button type="button" class="sheet-close" onClick={() => toggle(false)}>
          Done
        </button>
      </div>
    </header>
  );
}
