import { useEffect } from 'preact/hooks';
import { AnswerControl } from './answer-control.js';
import { Balances } from './balances.js';
import { BaseUrls } from './base-urls.js';
import { ClearButton } from './clear-button.js';
import { FaultControl } from './fault-control.js';
import { LiveSign } from './live-state.js';
import { SessionChooser } from './session-chooser.js';
import { closeSheet, isSheetOpen } from './sheet.js';
import { ThemeChooser } from './theme-chooser.js';

/** The sticky bar: what the mock is set to, and the controls that set it. */
export function ControlBar() {
  const isOpen = isSheetOpen.value;
  useEffect(() => {
    if (!isOpen) return;
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape') closeSheet();
    };
    addEventListener('keydown', close);
    return () => removeEventListener('keydown', close);
  }, [isOpen]);
  return (
    <header class="bar">
      <h1>Inspector</h1>
      <LiveSign />
      <button
        type="button"
        class="sheet-switch main"
        aria-expanded={isOpen}
        aria-controls="controls"
        onClick={() => {
          isSheetOpen.value = !isOpen;
        }}
      >
        Set the next answer
      </button>
      {isOpen && <button type="button" class="backdrop" aria-label="Close the controls" onClick={closeSheet} />}
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
        <button type="button" class="sheet-close" onClick={closeSheet}>
          Done
        </button>
      </div>
    </header>
  );
}
