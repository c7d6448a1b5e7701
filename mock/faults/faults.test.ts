import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { faultNames, parseFault } from './index.js';
import { json, pageOf, promised, type RawMocks, startRawMocks, success } from './raw-answer.test-helper.js';

let mocks: RawMocks;
beforeAll(async () => {
  mocks = await startRawMocks();
});
afterAll(() => mocks[Symbol.asyncDispose]());

describe('a fault', () => {
  test('does not affect later answers', async () => {
    const { head, body } = await mocks.withFault('delay; ms=0');
    expect(head).toMatch(/^X-Trx-No: \d+$/m);
    expect(JSON.parse(body.toString()).status).toBe('Success');
  });

  test('is named in X-Mock-Fault if it leaves headers intact, unless X-Mock headers are disabled', async () => {
    expect((await mocks.withFault('unavailable')).head).toMatch(/^X-Mock-Fault: unavailable$/m);
    expect((await mocks.withFault('gzip')).head).toMatch(/^X-Mock-Fault: gzip$/m);
    expect((await mocks.sendRaw({})).head).not.toMatch(/^X-Mock-Fault/m);
    const mock = mocks.mockOver('plain');
    await mock.update({ mockHeaders: false });
    for (const fault of ['unavailable', 'gzip']) expect((await mocks.withFault(fault)).head).not.toMatch(/x-mock/i);
    await mock.update({ mockHeaders: true });
  });

  test('wrong-length may declare less than is sent', async () => {
    const raw = await mocks.withFault('wrong-length; promises=less');
    success(raw);
    expect([promised(raw), raw.end]).toEqual([Math.floor(raw.body.length / 2), 'closed']);
  });

  test('header-case may use upper case', async () => {
    const { head } = await mocks.withFault('header-case; case=upper');
    expect(head).toMatch(/^X-TRX-NO: \d+$/m);
    expect(head).toMatch(/^DATE: .* GMT$/m);
    expect(head).not.toMatch(/^(Date|Connection|Content-Length):/m);
  });

  test.each([
    ['127.0.0.1', 'localhost'],
    ['localhost', '127.0.0.1'],
  ])('redirect leads a client from %s to %s, where the same session answers', async (from, to) => {
    const mock = mocks.mockOver('plain');
    const session = mock.session('followed', { fault: { type: 'redirect' }, scenario: 'success' });
    const called = new URL(session.url);
    called.hostname = from;
    const init = { method: 'POST', body: 'the same body' } as const;
    const first = await fetch(`${called}/biometric/facecompareliveness?more=1`, { ...init, redirect: 'manual' });
    expect([first.status, first.headers.get('location')]).toEqual([
      307,
      `//${to}:${mock.port}/s/followed/biometric/facecompareliveness?more=1&redirected=yes`,
    ]);
    const followed = await fetch(`${called}/biometric/facecompareliveness`, init);
    expect([new URL(followed.url).hostname, (await followed.json()).status]).toEqual([to, 'Success']);
    expect(session.requests().map(({ answer }) => answer?.status)).toEqual([307, 307, 200]);
    session.close();
  });

  test('redirect has the requested status', async () => {
    pageOf(302)(await mocks.withFault('redirect; status=302'));
    expect((await mocks.withFault('redirect; status=304')).head).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('latin-1 may declare the true charset', async () => {
    expect((await mocks.withFault('latin-1; says=iso-8859-1')).head).toContain('charset=iso-8859-1');
  });

  test('chunk-error has the reason phrase of its status', async () => {
    const contract = await loadContract();
    const success = contract.scenarios.get('success');
    if (!success) throw new Error('there is no success');
    const scenarios = new Map(contract.scenarios).set('success', {
      ...success,
      render: (values) => ({ ...success.render(values), status: 402 }),
    });
    await mocks.mockOver('plain').update({ contract: { ...contract, scenarios } });
    expect((await mocks.withFault('chunk-error')).head).toMatch(/^HTTP\/1\.1 402 Payment Required\r\n/);
    await mocks.mockOver('plain').update({ contract });
  });

  test('with status 503 names the time of Retry-After only where it is given', async () => {
    expect((await mocks.withFault('unavailable; seconds=2')).head).toMatch(/^Retry-After: 2$/m);
    expect((await mocks.withFault('unavailable')).head).not.toMatch(/retry-after/i);
  });

  test('closes the connection itself, even if the client keeps its side open', async () => {
    // Otherwise a client that never ends its side would keep the connection forever.
    for (const fault of ['garbage', 'empty-reply', 'chunk-error', 'wrong-length', 'stall-body; ms=1']) {
      const socket = mocks.open('plain', () =>
        socket.write(
          `POST /demo/biometric/facecompareliveness HTTP/1.1\r\nHost: mock\r\nX-Mock-Fault: ${fault}\r\nContent-Length: 0\r\n\r\n`,
        ),
      );
      socket.resume();
      await new Promise((resolve) => socket.once('end', resolve));
      // A write to a fully closed connection is answered with a reset.
      const broken = new Promise((resolve) => socket.once('error', resolve));
      const writing = setInterval(() => socket.write('x'), 5);
      expect(await broken).toMatchObject({ code: expect.stringMatching(/^(ECONNRESET|EPIPE)$/) });
      clearInterval(writing);
      socket.destroy();
    }
  });

  test.each([
    ['resett', /unknown fault "resett"; use one of delay, .*, or none \(did you mean reset\?\)/],
    ['reset; ms=1', /the fault reset has no parameter "ms"; it has delay, spread, distribution, charged/],
    ['delay; seconds=1', /has no parameter "seconds"; it has ms, spread/],
    ['delay; delay=1', /has no parameter "delay"/],
    ['delay; ms=soon', /ms=soon of the fault delay is not a number from 0 to 600000/],
    ['unavailable; charged=maybe', /charged=maybe of the fault unavailable is not one of yes, no/],
    ['delay; __proto__=1', /has no parameter \*\*\* \(9 characters\)/],
  ])('of %j is rejected with 400 and the list of faults', async (text, message) => {
    expect(() => parseFault(text)).toThrow(message);
    const raw = await mocks.withFault(text);
    expect(raw.head).toMatch(/^HTTP\/1\.1 400 /);
    expect(json(raw)).toMatchObject({ title: 'Wrong value of X-Mock-Fault', faults: [...faultNames, 'none'] });
  });
});
