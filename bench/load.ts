import autocannon, { type Result } from 'autocannon';
import type { PairRequest } from './pairs.js';

/** What the load sends, and where. */
export interface LoadOptions {
  readonly url: string;
  readonly request: PairRequest;
  readonly connections: number;
  /** Total number of requests. Each connection sends the next one when it has its answer. */
  readonly amount: number;
}

/** The result of the load. */
export interface Load {
  readonly seconds: number;
  /** Milliseconds that each answer took, in the order of their arrival. */
  readonly latencies: readonly number[];
  /** Answers other than status 200 with a success, and requests without an answer. */
  readonly errors: number;
  /** Seconds of CPU that the load used, out of {@link seconds}. When both are about equal, the load was the bottleneck. */
  readonly ownCpuSeconds: number;
}

/** Every contender's answer to a request that it parsed contains this. */
const success = '"status":"Success"';

/** Sends the same bytes repeatedly, over connections that stay open. */
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
        // The interval, in milliseconds, at which it checks whether it is done.
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
