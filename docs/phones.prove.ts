import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium } from '../chromium.test-helper.js';
import type { CameraEntry } from '../fixtures/camera/write-camera.js';
import { fixturesCommand } from '../fixtures/index.js';
import { createMockServer, type MockServer } from '../mock/index.js';
import { readBlocks } from './guide-blocks.test-helper.js';

const guide = await readFile(join(import.meta.dirname, 'phones.md'), 'utf8');

/** Returns the only block of the guide that contains this text. */
function blockWith(text: string): string {
  const [block, ...others] = readBlocks(guide).filter((one) => one.text.includes(text));
  if (block === undefined || others.length > 0) throw new Error(`the guide has no single block with ${text}`);
  return block.text;
}

/** The flags of the guide, with the video in the place of its own. */
function flagsFor(video: string): readonly string[] {
  const flags = blockWith('puppeteer.launch').match(/--use-[\w-]+/g) ?? [];
  return flags.map((flag) => (flag === '--use-file-for-fake-video-capture' ? `${flag}=${video}` : flag));
}

/** A photo's answer: its scenario, and the body. */
interface Checked {
  readonly scenario: string;
  readonly body: { readonly result?: { readonly face_liveness: { readonly live: string } } };
}

describeInChromium('a fake camera', (_, start) => {
  let folder: string;
  let page: Server;
  let mock: MockServer;
  let address: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-camera-'));
    const only = 'selfie-good,selfie-dim,selfie-other-person,selfie-two-people,selfie-screen';
    const io = {
      out: () => {},
      err: () => {},
      env: {},
      isTty: false,
      signal: new AbortController().signal,
      exitCode: 0,
    };
    const command = await fixturesCommand(io);
    await command.parseAsync(['-o', folder, '--only', only, '--camera'], { from: 'user' });
    page = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<!doctype html><title>Camera</title><script>${blockWith('async function checkFace')}</script>`);
    });
    page.listen(0, '127.0.0.1');
    await once(page, 'listening');
    const origin = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
    address = `${origin}/`;
    mock = await createMockServer({ corsOrigins: [origin] });
  }, 600_000);
  afterAll(async () => {
    await mock?.close();
    page?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test.each([
    ['selfie-good-1280x720.mjpeg', [1280, 720], 'success', 'True'],
    ['selfie-good-720x1280.y4m', [720, 1280], 'success', 'True'],
    ['selfie-dim-1280x720.y4m', [1280, 720], 'liveness-error', ''],
    ['selfie-two-people-720x1280.mjpeg', [720, 1280], 'liveness-error', ''],
    ['selfie-other-person-1280x720.y4m', [1280, 720], 'success-not-matched', 'True'],
    ['selfie-screen-720x1280.mjpeg', [720, 1280], 'success-not-live', 'False'],
  ] as const)('shows %s to a page, and the mock reads the mark in its photo', async (file, size, scenario, live) => {
    await using chromium = await start(flagsFor(join(folder, 'camera', file)));
    await using opened = await chromium.open(address);
    const checked = (await opened.page.evaluate(`checkFace(${JSON.stringify(mock.url)})`)) as Checked;
    const entry = mock.requests().at(-1);
    const selfie = entry?.parts.find(({ name }) => name === 'img1');
    expect(opened.complaints).toEqual([]);
    expect({ ...checked, body: checked.body.result?.face_liveness.live }).toEqual({ scenario, body: live });
    expect(selfie).toMatchObject({
      sniffedType: 'jpeg',
      dimensions: { width: size[0], height: size[1] },
      inspection: `picture mark (its QR code) of ${file.replace(/-\d+x.*$/, '')}`,
    });
  });

  test('shows another video after it was copied over the first, when the page opens the camera again', async () => {
    const [video, next] = ['selfie-good-1280x720.mjpeg', 'selfie-dim-1280x720.mjpeg'].map((file) =>
      join(folder, 'camera', file),
    );
    const current = join(folder, 'current.mjpeg');
    await copyFile(video ?? '', current);
    await using chromium = await start(flagsFor(current));
    await using opened = await chromium.open(address);
    const check = () => opened.page.evaluate(`checkFace(${JSON.stringify(mock.url)})`);
    expect(await check()).toMatchObject({ scenario: 'success' });
    await copyFile(next ?? '', current);
    expect(await check()).toMatchObject({ scenario: 'liveness-error' });
  });

  test('gives a page that asks for 640 x 480 a photo that is too small for the contract', async () => {
    await using chromium = await start(flagsFor(join(folder, 'camera', 'selfie-good-1280x720.y4m')));
    await using opened = await chromium.open(address);
    const checked = await opened.page.evaluate(`
      const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = () => open({ video: { width: 640, height: 480 } });
      checkFace(${JSON.stringify(mock.url)});
    `);
    expect(checked).toMatchObject({ scenario: 'parameter-invalid' });
    expect(
      mock
        .requests()
        .at(-1)
        ?.parts.find(({ name }) => name === 'img1'),
    ).toMatchObject({
      dimensions: { width: 640, height: 480 },
    });
  });

  test('has stills beside it that the device clouds of the guide take', async () => {
    const { camera } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as { camera: CameraEntry[] };
    const stills = camera.filter(({ format }) => format === 'jpg');
    expect(stills).toHaveLength(10);
    for (const { bytes, file } of stills) expect(bytes, file).toBeLessThan(5_000_000);
    const [small, large] = [stills.filter(isWithin), stills.filter((still) => !isWithin(still))];
    expect([small.length, large.length]).toEqual([5, 5]);
  });
});

/** Whether a still has no more pixels than the strictest cloud takes. */
function isWithin({ width, height }: CameraEntry): boolean {
  return width * height <= 1_600_000;
}
