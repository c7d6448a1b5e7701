import diagnostics from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { constants, inflateSync } from 'node:zlib';
import { createMockServer } from '../../dist/mock/index.js';

// A mock in its own process, so that tests can measure its memory and notice its death. It reports its port, and on
// request its memory after garbage collection. `broken` selects a fault, to prove that the tests notice it.
const { broken, options } = JSON.parse(process.argv[2] ?? '{}');

const kept = [];
/** Possible faults: each sees every piece of every body, and may change the answer. */
const breakages = {
  'dies of a NUL byte in a name': ({ piece }) => {
    if (/name="[^"\r\n]*\0/.test(piece.toString('latin1'))) throw new Error('a NUL byte');
  },
  'throws away a promise': ({ piece, response }) => {
    if (!piece.includes('filename*=')) return;
    void Promise.reject(new Error('nothing handles this'));
    // An answer sent before the process dies would shift the blame to the next request.
    response.end = () => response;
  },
  'answers 500 to __proto__': ({ piece, response }) => {
    if (!piece.includes('"__proto__"')) return;
    const { writeHead } = response;
    response.writeHead = (_status, ...rest) => writeHead.call(response, 500, ...rest);
  },
  'answers what is no JSON to a nested body': ({ piece, response }) => {
    if (!piece.includes('multipart/mixed')) return;
    const { end } = response;
    response.end = (body, ...rest) => end.call(response, Buffer.from(String(body)).fill('{', 0, 10), ...rest);
  },
  'never answers a quoted-printable part': ({ piece, response }) => {
    if (piece.includes('quoted-printable')) response.end = () => response;
  },
  'unpacks every picture': ({ piece, soFar }) => {
    // A busy machine splits a body into small pieces, so a picture is unpacked at its end.
    soFar.push(piece);
    const body = Buffer.concat(soFar);
    const at = body.indexOf('\x89PNG', 0, 'latin1');
    const packed = at < 0 ? -1 : body.indexOf('IDAT', at);
    if (packed < 0 || body.indexOf('IEND', packed) < 0) return;
    kept.push(inflateSync(body.subarray(packed + 4), { finishFlush: constants.Z_SYNC_FLUSH }));
    soFar.length = 0;
  },
  'keeps every body': ({ piece }) => {
    kept.push(Buffer.from(piece));
  },
};

const breakage = breakages[broken];
if (breakage)
  diagnostics.subscribe('http.server.request.start', ({ request, response }) => {
    const { push } = request;
    const soFar = [];
    request.push = (piece, ...rest) => {
      if (piece) breakage({ piece, soFar, response });
      return push.call(request, piece, ...rest);
    };
  });

/**
 * The maximum resident memory of this program, in bytes. What `resourceUsage` calls the maximum starts at the maximum of the
 * process that started this one: it stays there, whatever a picture takes, where that one is larger.
 */
function peak() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
}

const mock = await createMockServer(options);
process.on('message', () => {
  global.gc();
  global.gc();
  const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage();
  // Buffers also count as external memory.
  process.send({ held: heapUsed + external, heapUsed, arrayBuffers, rss, peak: peak() });
});
process.once('SIGTERM', async () => {
  await mock.close();
  process.exit();
});
process.on('disconnect', () => process.exit());
process.send({ port: mock.port });
