import type { OutputStream } from '../client-output.js';
import type { ClientDriver, CreateClientDriver } from '../driver.js';
import { createLineReader } from '../session/line-reader.js';
import { startWireRecorder, type WireExchange } from './wire-recorder.js';

/** What a verbose run shows of a case that no report has. */
export interface CaseRecord {
  readonly id: string;
  readonly exchanges: readonly WireExchange[];
  readonly mask: (text: string) => string;
}

/** Receives what happens in a verbose run. */
export interface VerboseListener {
  /** A line that the client printed, masked, as it comes. */
  readonly onLine: (stream: OutputStream, line: string) => void;
  /** The case is over for the client, and not judged yet. */
  readonly onOver: (record: CaseRecord) => void;
}

/** The longest line of a client's output that is shown whole, in characters. */
const longestLine = 100_000;

/**
 * Wraps drivers, so that a recorder stands between the client and the mock. The client gets the recorder's address.
 */
export function createVerboseDrivers(
  create: CreateClientDriver,
  { onLine, onOver }: VerboseListener,
  host = '127.0.0.1',
): CreateClientDriver {
  return () => {
    const inner = create();
    const give: ClientDriver['give'] = async (given) => {
      const mockAt = new URL(given.clientCase.baseUrl);
      await using recorder = await startWireRecorder(
        host,
        Number(mockAt.port),
        mockAt.hostname.replace(/^\[|\]$/g, ''),
      );
      const baseUrl = new URL(mockAt);
      baseUrl.port = String(recorder.port);
      const lines = { stdout: createOutputLines('stdout'), stderr: createOutputLines('stderr') };
      function createOutputLines(stream: OutputStream) {
        return createLineReader({
          maxLength: longestLine,
          onLine: (line) => onLine(stream, given.mask(line)),
          onTooLong: () => onLine(stream, `(a line of more than ${longestLine} characters)`),
        });
      }
      try {
        return await inner.give({
          ...given,
          clientCase: { ...given.clientCase, baseUrl: baseUrl.href.replace(/\/$/, '') },
          onOutput: (stream, text) => {
            given.onOutput(stream, text);
            lines[stream].feed(text);
          },
        });
      } finally {
        lines.stdout.end();
        lines.stderr.end();
        onOver({ id: given.clientCase.id, exchanges: recorder.exchanges(), mask: given.mask });
      }
    };
    return { ...inner, give };
  };
}
