import { expect, test } from 'vitest';
import { loadContract } from '../../../spec/index.js';
import { findingsOf, runOnPeer } from '../judge-peer.test-helper.js';
import { startReferenceServer } from './server.js';

test('passes every case', async () => {
  await using server = await startReferenceServer();
  const results = await runOnPeer(server.url, await loadContract());
  expect(findingsOf(results)).toEqual([]);
  expect(results.length).toBeGreaterThan(80);
});
