import { EventEmitter, once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import multer from 'multer';
import { describe, expect, test, vi } from 'vitest';
import { parsePartHead } from './part-head.js';
import { createSplitter, HeadTooLong, longestHead } from './splitter.js';

interface Split {
  readonly parts: readonly (readonly [head: string, content: string])[];
  readonly state: string;
  readonly hasLineFeedsOnly: boolean;
}

type Make = typeof createSplitter;

/** Splits a body that arrives in these pieces. Each character of a text is one byte. */
function split(pieces: readonly (string | Buffer)[], boundary = 'b', make: Make = createSplitter): Split {
  const parts: [string, string][] = [];
  const splitter = make(boundary, {
    head: (lines) => parts.push([lines.toString('latin1'), '']),
    data: (piece) => {
      const last = parts.at(-1);
      if (last) last[1] += piece.toString('latin1');
    },
    end: () => parts.at(-1)?.push('ended'),
  });
  for (const piece of pieces) splitter.push(Buffer.from(piece as string, 'latin1'));
  return { parts, state: splitter.state(), hasLineFeedsOnly: splitter.hasLineFeedsOnly() };
}

const lines = (...all: readonly string[]): string => all.join('\r\n');
const whole = (content: string): string => lines('--b', 'H: 1', '', `${content}`, '--b--', '');
const contentsOf = (body: string): readonly string[] => split([body]).parts.map(([, content]) => content);

describe('the splitter', () => {
  test('emits each part: its header lines, its content, its end', () => {
    expect(split([lines('--b', 'H: 1', 'I: 2', '', 'one', '--b', 'H: 3', '', 'two', '--b--', '')])).toEqual({
      parts: [
        ['H: 1\r\nI: 2\r\n', 'one', 'ended'],
        ['H: 3\r\n', 'two', 'ended'],
      ],
      state: 'after',
      hasLineFeedsOnly: false,
    });
  });

  test.each(['', '\r', '\n', '\r\n', '-', '--', '\r\n-', '\r\n--', '\r\r\n', '\n\r', 'a\r\n\r\n', 'x--b--', '\0'])(
    'emits the content %j unchanged',
    (content) => {
      expect(contentsOf(whole(content))).toEqual([content]);
    },
  );

  test.each([
    ['goes on', '\r\n--bx'],
    ['goes on with one dash', '\r\n--b-x'],
    ['has text after its blanks', '\r\n--b  x'],
    ['has more blanks than padding may', `\r\n--b${' '.repeat(201)}\r\n`],
    ['has another case', '\r\n--B\r\n'],
    ['has a dash too few', '\r\n-b\r\n'],
    ['does not begin its line', '\r\n --b\r\n'],
  ])('treats a line as content that is like a boundary but %s', (_, content) => {
    expect(contentsOf(whole(`before${content}after`))).toEqual([`before${content}after`]);
  });

  test('skips everything before the first boundary and after the last', () => {
    expect(contentsOf(`preamble\r\n${whole('one')}--b\r\n\r\nepilogue`)).toEqual(['one']);
    expect(contentsOf(`\r\n${whole('one')}`)).toEqual(['one']);
  });

  test('allows blanks after a boundary', () => {
    expect(contentsOf(lines('--b \t ', 'H: 1', '', 'one', '--b\t', '', 'two', '--b-- '))).toEqual(['one', 'two']);
  });

  test('accepts lines that end with LF only, where a CR is content', () => {
    const { parts, hasLineFeedsOnly } = split(['--b\nH: 1\n\none\r\n--b\nH: 2\n\n\n--b--']);
    expect(parts).toEqual([
      ['H: 1\n', 'one\r', 'ended'],
      ['H: 2\n', '', 'ended'],
    ]);
    expect(hasLineFeedsOnly).toBe(true);
  });

  test('accepts a body with mixed line ends', () => {
    expect(contentsOf('--b\r\nH: 1\n\none\n--b\nH: 2\r\n\ntwo\r\n--b--')).toEqual(['one', 'two']);
  });

  test('accepts a part whose boundary directly follows its headers, and one without headers', () => {
    expect(split([lines('--b', 'H: 1', '', '--b', '', 'two', '--b--')]).parts).toEqual([
      ['H: 1\r\n', '', 'ended'],
      ['', 'two', 'ended'],
    ]);
  });

  test('accepts a boundary of one character, of many, and of special characters', () => {
    for (const boundary of ['-', '.*', '"', ' x', "'()+_,-./:=?", 'b'.repeat(250), '\xff'])
      expect(split([whole('one').replaceAll('--b', () => `--${boundary}`)], boundary).parts, boundary).toHaveLength(1);
  });

  test.each([
    ['before', 'nothing of it --b'],
    ['head', '--b\r\nH: 1'],
    ['data', '--b\r\nH: 1\r\n\r\ncontent'],
    ['data', '--b\r\nH: 1\r\n\r\ncontent\r\n--b'],
    ['after', '--b--'],
  ])('is at %j when the body ends like %j', (state, body) => {
    expect(split([body]).state).toBe(state);
  });

  test('rejects headers that are too long, however they are split', () => {
    const ended = `--b\r\n${'X: y\r\n'.repeat(longestHead / 6 + 10)}\r\ncontent\r\n--b--`;
    expect(() => split([ended])).toThrow(HeadTooLong);
    expect(() => split([...ended])).toThrow(HeadTooLong);
  });

  test('rejects headers that do not end, however they are split', () => {
    const long = `--b\r\n${'X: y\r\n'.repeat(longestHead / 6 + 10)}`;
    expect(() => split([long])).toThrow(HeadTooLong);
    expect(() => split([...long])).toThrow(HeadTooLong);
    expect(() => split([`--b\r\n${'X'.repeat(longestHead - 2)}\r\n\r\n`])).not.toThrow();
  });

  test('reads headers sent byte by byte in about the time of complete ones', () => {
    const searches = vi.spyOn(Buffer.prototype, 'indexOf');
    split([...`--b\r\n${'X:\r\n'.repeat(2000)}\r\n`]);
    // Each byte is examined a few times, not once per preceding byte.
    expect(searches.mock.calls.length).toBeLessThan(50_000);
    searches.mockRestore();
  });
});

/** Content that is difficult for a splitter. */
const tricky = fc
  .array(
    fc.constantFrom(
      '\r',
      '\n',
      '\r\n',
      '-',
      '--',
      '--b',
      '\r\n--',
      '\r\n--b',
      '\r\n--bx',
      '\n--b',
      ' ',
      'b',
      'a',
      '\0',
    ),
    {
      maxLength: 12,
    },
  )
  .map((words) => words.join(''))
  // Excludes content that is a real delimiter.
  .filter(
    (content) =>
      !/\n--b(?:--|[ \t]*\r?\n|[ \t]*\r?$)|\n--b-?$/.test(`\n${content}\r\n`) && !/(?:^|\n)--b-?$/.test(content),
  );
const parts = fc.array(fc.tuple(fc.constantFrom('', 'H: 1\r\n', 'H: 1\r\nI: 2\r\n'), tricky), { maxLength: 4 });
const written = (all: readonly (readonly [string, string])[]): string =>
  `${all.map(([head, content]) => `--b\r\n${head}\r\n${content}\r\n`).join('')}--b--\r\n`;
const runs = { seed: 42, numRuns: 300 };

/** A splitter with a mistake: it emits everything at once, and never waits for the rest of a delimiter. */
const withoutHoldingBack: Make = (boundary, listener) => {
  let pending: Buffer = Buffer.alloc(0);
  const splitter = createSplitter(boundary, listener);
  return {
    ...splitter,
    push: (chunk) => {
      pending = chunk;
      const cr = pending.at(-1) === 13;
      splitter.push(cr ? pending.subarray(0, -1) : pending);
    },
  };
};

/** Checks that a splitter finds the same parts however the body is split. @throws when it does not */
function sameHoweverCut(make: Make): void {
  fc.assert(
    fc.property(parts, fc.array(fc.nat(200), { maxLength: 6 }), (all, cuts) => {
      const body = written(all);
      const expected = split([body]);
      const edges = [...new Set([0, ...cuts.map((cut) => cut % (body.length + 1)), body.length])].toSorted(
        (a, b) => a - b,
      );
      const pieces = edges.slice(1).map((edge, index) => body.slice(edges[index], edge));
      expect(split(pieces, 'b', make)).toEqual(expected);
      expect(split([...body], 'b', make)).toEqual(expected);
    }),
    runs,
  );
}

describe('a body of any parts', () => {
  test('is split into the parts it was built from', () => {
    fc.assert(
      fc.property(parts, (all) => {
        expect(split([written(all)]).parts).toEqual(all.map(([head, content]) => [head, content, 'ended']));
      }),
      runs,
    );
  });

  test('yields the same parts in one piece, byte by byte and split anywhere', () => sameHoweverCut(createSplitter));

  test('yields the same parts when split in two at every position', () => {
    const body = lines('x', '--b', 'H: 1', '', 'a\r\n--bx\r\n-', '--b  ', '', '--b', '', '\r\n', '--b--', '');
    for (let at = 0; at <= body.length; at += 1)
      expect(split([body.slice(0, at), body.slice(at)]), `cut at ${at}`).toEqual(split([body]));
  });

  test('exposes a splitter that does not hold back a possible delimiter', () => {
    expect(() => sameHoweverCut(withoutHoldingBack)).toThrow(/Property failed/);
  });

  test('yields the parts that multer finds', async () => {
    await using other = await otherParser();
    const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((it) => !/["\\\r\n\0;]|%(?:0A|0D|22)/i.test(it));
    const named = fc.array(
      fc.record({
        name: text.filter((it) => it !== ''),
        filename: fc.option(
          text.filter((it) => /^[\w .-]+$/.test(it) || it.length > 3).map((it) => it.replaceAll(/[/:]/g, '_')),
          { nil: undefined },
        ), // The other parser ends a part at a line that merely begins like a boundary.
        content: tricky.filter((it) => !it.includes('--b')),
      }),
      { maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(named, async (all) => {
        const body = Buffer.from(
          `${all
            .map(({ name, filename, content }) =>
              lines(
                '--b',
                `Content-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"\r\nContent-Type: image/jpeg`}`,
                '',
                `${content}\r\n`,
              ),
            )
            .join('')}--b--\r\n`,
        );
        const ours = split([body]).parts.map(([head, content]) => {
          const read = parsePartHead(Buffer.from(head, 'latin1'));
          return 'wrong' in read ? [read.wrong.en] : [read.name, read.filename, content];
        });
        const files = ours.filter(([, filename]) => filename !== undefined);
        expect(files).toEqual(await other.files(body));
      }),
      { seed: 7, numRuns: 120 },
    );
  });
});

interface OtherParser extends AsyncDisposable {
  readonly files: (body: Buffer) => Promise<readonly (readonly [name: string, filename: string, content: string])[]>;
}

/** Another multipart parser, behind a server, since it reads requests. */
async function otherParser(): Promise<OtherParser> {
  const upload = multer({ defParamCharset: 'utf8' }).any();
  const events = new EventEmitter();
  const server = createServer((message, response) => {
    upload(message as never, response as never, (error: unknown) => {
      const { files = [] } = message as {
        files?: readonly { fieldname: string; originalname: string; buffer: Buffer }[];
      };
      events.emit(
        'read',
        error ??
          files.map(({ fieldname, originalname, buffer }) => [fieldname, originalname, buffer.toString('latin1')]),
      );
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    files: async (body) => {
      const read = once(events, 'read');
      request(
        { port, host: '127.0.0.1', method: 'POST', headers: { 'Content-Type': 'multipart/form-data; boundary=b' } },
        (answer) => answer.resume(),
      ).end(body);
      return (await read)[0];
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
