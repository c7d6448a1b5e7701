import type { ServerResponse } from 'node:http';
import type { Metrics } from '../metrics.js';
import { problem, send } from '../problem.js';

/** Answers with a mock's measures in Prometheus's text format. */
export async function sendMetrics(metrics: Metrics | undefined, response: ServerResponse): Promise<void> {
  if (!metrics)
    return send(
      response,
      problem(404, 'Nothing is measured', 'Start the mock with metrics: true, or by the command line.'),
    );
  const { contentType, text } = await metrics.render();
  send(response, { status: 200, headers: { 'Content-Type': contentType }, body: text });
}
