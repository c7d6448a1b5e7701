import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../server.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
});
afterAll(() => mock.close());

const browser = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

describe('the inspector', () => {
  test.each(['', '/', '/__admin', '/s/mine/__admin'])('is served to browsers at %j, with every file', async (path) => {
    const page = await fetch(`${mock.url}${path}`, { headers: browser });
    expect([page.status, page.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('Vary')).toBe('Accept');
    const files = [...(await page.text()).matchAll(/(?:src|href)="(\/[^"]*inspector\.\w+)"/g)].map(([, file]) => file);
    expect(files).toEqual(['/__admin/inspector/inspector.css', '/__admin/inspector/inspector.js']);
    for (const file of files) expect((await fetch(`${mock.url}${file}`)).status, file).toBe(200);
  });

  test('leaves the index as JSON for other clients', async () => {
    for (const Accept of ['*/*', 'application/json']) {
      const index = await fetch(`${mock.url}/__admin`, { headers: { Accept } });
      expect((await index.json()).name).toBe('eendigo-kit');
    }
  });

  test('runs nothing inline and contacts no other host', async () => {
    const page = await fetch(mock.url, { headers: browser });
    const policy = page.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).toContain("script-src 'self'; style-src 'self';");
    expect(policy).not.toMatch(/https?:|\*|unsafe/);
    expect(await page.text()).not.toMatch(/<style|<script(?! type="module" src=)|\bon\w+=|style=/);
  });

  test('is smaller than 100 KB with gzip', async () => {
    const files = ['inspector.js', 'inspector.css'].map(async (name) =>
      Buffer.from(await (await fetch(`${mock.url}/__admin/inspector/${name}`)).arrayBuffer()),
    );
    const bytes = (await Promise.all(files)).map((file) => gzipSync(file).length);
    expect(Math.min(...bytes)).toBeGreaterThan(500);
    expect(bytes.reduce((sum, one) => sum + one)).toBeLessThan(100_000);
  });

  test('opens without the token, which it asks for itself, and has no other file', async () => {
    await using guarded = await createMockServer({ adminToken: 'let-me-in' });
    expect((await fetch(guarded.url, { headers: browser })).status).toBe(200);
    expect((await fetch(`${guarded.url}/__admin/inspector/inspector.js`)).status).toBe(200);
    for (const name of ['inspector.js.map', '..%2fcli.js', 'package.json'])
      expect((await fetch(`${guarded.url}/__admin/inspector/${name}`)).status, name).toBe(404);
  });
});
