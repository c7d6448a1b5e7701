import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { hashOf, tabNames } from '../page-route.js';
import { goTo, route, selectedId } from '../state/page.js';
import { inspectorTabs } from './tabs.js';

/** Whether the open tab covers the panes. */
const isTall = signal(false);

/** The tabs, and the content of the open one. */
export function TabArea() {
  const open = route.value.view === 'tab' ? route.value.tab : undefined;
  const nav = useRef<HTMLElement>(null);
  // On a phone, the names do not fit side by side.
  useEffect(
    () => nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }),
    [open],
  );
  const close = () =>
    goTo(selectedId.value === undefined ? { view: 'list' } : { view: 'request', id: selectedId.value });
  const Content = open && inspectorTabs[open].Content;
  return (
    <section class={open && isTall.value ? 'tabs tall' : 'tabs'} aria-label="More about the mock">
      <nav aria-label="Tabs" ref={nav}>
        {tabNames.map((name) => (
          <a key={name} href={hashOf({ view: 'tab', tab: name })} aria-current={name === open ? 'page' : undefined}>
            {inspectorTabs[name].title}
          </a>
        ))}
        {open && (
          <span class="close">
            <button
              type="button"
              class="quiet tall-switch"
              aria-pressed={isTall.value}
              onClick={() => {
                isTall.value = !isTall.value;
              }}
            >
              Whole page
            </button>
            <button type="button" class="quiet" onClick={close}>
              Close
            </button>
          </span>
        )}
      </nav>
      {Content && (
        <div class="tab" key={open}>
          <Content />
        </div>
      )}
    </section>
  );
}
