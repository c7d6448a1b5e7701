import autocannon, { type Result } from 'autocannon';
import type { PairRequest } from './pairs.js';

/** What is sent, and where. */
export interface LoadOptions {
  readonly url: string;
  readonly request: PairRequest;
  readonly connections: number;
  /** Requests in all; each connection sends the next when it has its answer. */
  readonly amount: number;
}

/** What came of it. */
export interface Load {
  readonly seconds: number;
  /** Milliseconds that each answer took, in the order of their arrival. */
  readonly latencies: readonly number[];
  /** Answers that were not 200 with a success in them, and requests without an answer. */
  readonly errors: number;
  /** Seconds of CPU that the load itself took, of {@link seconds}: near 1 of 1, the load was what is measured. */
  readonly ownCpuSeconds: number;
}

/** All contenders answer with this when they have understood the request. */
const success = '"status":"Success"';

/** Sends the same bytes over and over, over connections that stay open. */
export async function putLoad({ url, request, connections, amount }: LoadOptions): Promise<Load> {
  const latencies: number[] = [];
  const cpuBefore = process.cpuUsage();
  const begun = performance.now();
  let last = begun;
  let refused = 0;
  const { errors, mismatches } = await new Promise<Result>((resolve, reject) => {
    const run = autocannon(
      {
        url,
        connections,
        amount,
        method: 'POST',
        headers: { 'Content-Type': request.contentType },
        body: request.body,
        timeout: 60,
        // It looks this often, in milliseconds, whether it is done.
        sampleInt: 50,
        verifyBody: (body) => String(body).includes(success),
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    );
    run.on('response', (_client, status, _bytes, milliseconds) => {
      latencies.push(milliseconds);
      if (status !== 200) refused += 1;
      last = performance.now();
    });
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    seconds: (last - begun) / 1000,
    latencies,
    errors: Math.max(errors + mismatches, refused, amount - latencies.length),
    ownCpuSeconds: (user + system) / 1_000_000,
  };
}
