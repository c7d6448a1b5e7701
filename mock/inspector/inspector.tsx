import { AnswerPane } from './answer/answer-pane.js';
import { ActLine } from './bar/act-line.js';
import { ControlBar } from './bar/control-bar.js';
import { ForcedStrip } from './bar/forced-strip.js';
import { TokenForm } from './bar/token-form.js';
import { DetailPane } from './detail/detail-pane.js';
import { RequestList } from './requests/request-list.js';
import { SecretDialog } from './send/secret-dialog.js';
import { connection } from './state/connection.js';
import { route } from './state/page.js';
import { TabArea } from './tabs/tab-area.js';

/** The whole page. On a phone, the style sheet shows only what the route selects. */
export function Inspector() {
  if (connection.value.state === 'locked') return <TokenForm wrong={connection.value.wrong} />;
  return (
    <div class="page" data-view={route.value.view}>
      <ControlBar />
      <ForcedStrip />
      <main class="panes">
        <RequestList />
        <DetailPane />
        <AnswerPane />
      </main>
      <TabArea />
      <ActLine />
      <SecretDialog />
    </div>
  );
}
