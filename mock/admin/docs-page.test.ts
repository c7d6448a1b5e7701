import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageTokens, readContract } from '../../spec/index.js';
import { createMockServer, type MockServer } from '../server.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
});
afterAll(() => mock.close());

/** Returns every address that a page refers to. */
function addressesIn(html: string): string[] {
  return [...html.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
}

describe('the API reference', () => {
  it('is a page, and the mock serves every file that it refers to', async () => {
    const page = await fetch(`${mock.url}/__admin/docs`);
    expect([page.status, page.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8']);
    const addresses = [...new Set(addressesIn(await page.text()))];
    expect(addresses).toHaveLength(8);
    for (const address of addresses) {
      const { origin, pathname } = new URL(address, page.url);
      expect(origin, address).toBe(mock.url);
      const file = await fetch(`${mock.url}${pathname}`);
      expect(file.status, address).toBe(200);
      expect((await file.arrayBuffer()).byteLength, address).toBeGreaterThan(0);
    }
  });

  it('has style sheets that load nothing from another host', async () => {
    const css = await (await fetch(`${mock.url}/__admin/docs/swagger-ui.css`)).text();
    const loaded = [...css.matchAll(/url\(["']?([^)"']*)/g)].map(([, address = '']) => address);
    expect(loaded.length).toBeGreaterThan(0);
    expect(loaded.filter((address) => !address.startsWith('data:'))).toEqual([]);
    expect(css).not.toContain('@import');
  });

  it('has the look of the other pages, and is dark where the reader prefers it', async () => {
    const css = await (await fetch(`${mock.url}/__admin/docs/page.css`)).text();
    expect(css).toContain(pageTokens);
    expect(await (await fetch(`${mock.url}/__admin/docs/start.js`)).text()).toContain('prefers-color-scheme: dark');
  });

  it.each(['docs', 'docs/start.js', 'docs/swagger-ui-bundle.js'])(
    'prevents requests to other hosts by its headers: %s',
    async (path) => {
      const { headers } = await fetch(`${mock.url}/__admin/${path}`, { method: 'HEAD' });
      const policy = headers.get('Content-Security-Policy') ?? '';
      expect(policy).toMatch(/^default-src 'none';/);
      expect(policy).toContain("connect-src 'self'");
      expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    },
  );

  it('sends no contract to a validator, and offers only the addresses of this mock', async () => {
    const start = await (await fetch(`${mock.url}/__admin/docs/start.js`)).text();
    expect(start).toContain('validatorUrl: null');
    expect(start).toContain("server['x-environment'] === 'mock'");
    expect(start).not.toMatch(/https?:/);
  });

  it('serves no other file of its package', async () => {
    for (const name of ['package.json', 'index.html', 'swagger-ui.js', '..%2fpackage.json'])
      expect((await fetch(`${mock.url}/__admin/docs/${name}`)).status, name).toBe(404);
  });

  it('requires the token if one is set, like the rest of the admin API', async () => {
    await using guarded = await createMockServer({ adminToken: 'let-me-in' });
    for (const path of ['docs', 'docs/start.js', 'openapi.json']) {
      expect((await fetch(`${guarded.url}/__admin/${path}`)).status, path).toBe(401);
      const headers = { Authorization: 'Bearer let-me-in' };
      expect((await fetch(`${guarded.url}/__admin/${path}`, { headers })).status, path).toBe(200);
    }
  });
});

describe('the served OpenAPI document', () => {
  it("names the mock's own addresses before the vendor's", async () => {
    const { servers } = await (await fetch(`${mock.url}/__admin/openapi.json`)).json();
    expect(servers.map(({ url }: { url: string }) => url)).toEqual([
      '/',
      '/demo',
      'https://api.eendigo.app',
      'https://api.eendigo.app/demo',
    ]);
  });

  it('is a valid contract for another mock, with each path once', async () => {
    const served: unknown = await (await fetch(`${mock.url}/__admin/openapi.json`)).json();
    expect((await readContract(served)).prefixes).toEqual(['', '/demo']);
  });

  it('has two parts that a form can send as files', async () => {
    const { paths } = await (await fetch(`${mock.url}/__admin/openapi.json`)).json();
    const { properties } = paths[mock.contract.path].post.requestBody.content['multipart/form-data'].schema;
    const files = Object.entries<{ contentMediaType?: string }>(properties).filter(([, part]) => part.contentMediaType);
    expect(files.map(([name]) => name)).toEqual(['img1', 'img2']);
  });
});
