import { describe, expect, test, vi } from 'vitest';
import { sendGood } from '../../good-request.test-helper.js';
import { createMockServer } from '../../server.js';
import { createSlabPool } from './slabs.js';

const bytes = (text: string): Buffer => Buffer.from(text);

describe('a pool of slabs', () => {
  test('lends a view of the copied bytes, which are independent of the source', () => {
    const slab = createSlabPool(0).lend(10);
    const piece = bytes('hello');
    expect([slab.append(piece), slab.append(bytes(' you'))]).toEqual([true, true]);
    piece.fill(0);
    expect(slab.view(0, slab.length()).toString()).toBe('hello you');
  });

  test('accepts only what fits, and reuses the space of what was dropped', () => {
    const slab = createSlabPool(0).lend(64 * 1024);
    expect(slab.append(Buffer.alloc(64 * 1024 - 1))).toBe(true);
    expect(slab.append(bytes('ab'))).toBe(false);
    slab.truncate(10);
    expect([slab.append(bytes('ab')), slab.length()]).toEqual([true, 12]);
  });

  test('lends the same memory again after its release, but never to two at once', () => {
    const pool = createSlabPool(1024 * 1024);
    const first = pool.lend(100_000);
    first.append(bytes('first'));
    first.release();
    const second = pool.lend(99_000);
    const third = pool.lend(99_000);
    expect(second.view(0, 5).toString()).toBe('first');
    third.append(bytes('third'));
    expect(second.view(0, 5).toString()).toBe('first');
  });

  test('counts memory that is released twice once', () => {
    const pool = createSlabPool(1024 * 1024);
    const slab = pool.lend(100_000);
    slab.release();
    slab.release();
    expect(pool.idleBytes()).toBe(114_688);
    pool.lend(100_000);
    expect(pool.idleBytes()).toBe(0);
  });

  test('frees idle memory after a while without uploads', () => {
    vi.useFakeTimers();
    try {
      const pool = createSlabPool(1024 * 1024);
      pool.lend(100_000).release();
      vi.advanceTimersByTime(29_000);
      pool.lend(100_000).release();
      vi.advanceTimersByTime(29_000);
      expect(pool.idleBytes()).toBeGreaterThan(0);
      vi.advanceTimersByTime(2000);
      expect(pool.idleBytes()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test('keeps no more idle memory than allowed', () => {
    const pool = createSlabPool(200_000);
    const slabs = [1, 2, 3].map(() => pool.lend(65_536));
    for (const slab of slabs) slab.release();
    expect(pool.idleBytes()).toBeLessThanOrEqual(200_000);
    expect(pool.idleBytes()).toBeGreaterThan(0);
  });
});

test('a mock reuses the memory of one upload for the next, however it ends', async () => {
  await using mock = await createMockServer();
  const allocations = vi.spyOn(Buffer, 'allocUnsafeSlow');
  try {
    const slabs = () => allocations.mock.calls.filter(([size]) => size >= 512 * 1024).length;
    await sendGood(mock);
    expect(slabs()).toBe(1);
    await sendGood(mock);
    await sendGood(mock, { img1: 'selfie-dim' });
    await sendGood(mock, { key: null });
    await sendGood(mock, {}, { 'X-Mock-Scenario': 'no-such-scenario' });
    expect(slabs()).toBe(1);
  } finally {
    allocations.mockRestore();
  }
});
