import { createStatusLine } from '../../../fixtures/index.js';
import type { CommandIo, QrLines } from '../../../spec/index.js';
import type { AttachWatcher } from './attach-hub.js';

/** The addresses of a runner that waits for a client. */
export interface AttachUrls {
  /** For this machine. */
  readonly own: string;
  /** For others on its networks. Empty on loopback. */
  readonly others: readonly string[];
}

/** Shows where a client attaches, and what the run waits for. */
export interface AttachScreen extends AttachWatcher {
  readonly start: (urls: AttachUrls) => void;
  readonly end: () => void;
}

/** How long a run waits before it says so, in milliseconds: a client that is quick needs no words. */
const quietMs = 500;

/** Creates the screen of a run with this number of cases, on standard error. */
export function createAttachScreen(io: CommandIo, qrLines: QrLines, total: number): AttachScreen {
  let line: ReturnType<typeof createStatusLine> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let done = 0;
  let hasSaid = false;
  const clear = (): void => {
    clearTimeout(timer);
    line?.end();
    line = undefined;
  };
  const say = (text: string): void => {
    clear();
    // Where nothing moves, one line says enough.
    if (!io.isTty && hasSaid) return;
    timer = setTimeout(() => {
      hasSaid = true;
      line = createStatusLine(io);
      line.update(text);
    }, quietMs);
  };
  return {
    start: ({ own, others }) => {
      io.err('Attach a client here: GET <address>/next gives it a case, POST <address>/result takes its report.');
      io.err(`  this machine   ${own}`);
      for (const url of others) io.err(`  your network   ${url}`);
      const [first] = others;
      if (first === undefined) io.err('  To attach a phone, give --host 0.0.0.0.');
      else for (const row of qrLines(`${first}/`)) io.err(row);
      io.err('Opened in a browser, the address is an example client.');
    },
    waiting: () => say(`waiting for a client to take the next case (${done} of ${total} done)`),
    taken: (id) => say(`a client has the case ${id} (${done} of ${total} done)`),
    over: () => {
      done++;
      clear();
    },
    end: clear,
  };
}
