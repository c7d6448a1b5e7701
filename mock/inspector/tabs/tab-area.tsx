import { hashOf, tabNames } from '../page-route.js';
import { goTo, route, selectedId } from '../state/page.js';
import { inspectorTabs } from './tabs.js';

/** The tabs, and the content of the open one. */
export function TabArea() {
  const open = route.value.view === 'tab' ? route.value.tab : undefined;
  const close = () =>
    goTo(selectedId.value === undefined ? { view: 'list' } : { view: 'request', id: selectedId.value });
  const Content = open && inspectorTabs[open].Content;
  return (
    <section class="tabs" aria-label="More about the mock">
      <nav aria-label="Tabs">
        {tabNames.map((name) => (
          <a key={name} href={hashOf({ view: 'tab', tab: name })} aria-current={name === open ? 'page' : undefined}>
            {inspectorTabs[name].title}
          </a>
        ))}
        {open && (
          <button type="button" class="close" onClick={close}>
            Close
          </button>
        )}
      </nav>
      {Content && (
        <div class="tab">
          <Content />
        </div>
      )}
    </section>
  );
}
