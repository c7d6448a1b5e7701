import { request as httpRequest } from 'node:http';

/** Sends the form with node:http, which tells a cut answer from a whole one only if the client listens for that. */
export function sendByHttp({ baseUrl, path }, form, signal, onSent = () => {}) {
  return new Promise((resolve, reject) => {
    const encoded = new Response(form);
    const call = httpRequest(
      baseUrl + path,
      { method: 'POST', headers: { 'Content-Type': encoded.headers.get('Content-Type') }, signal },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece) => {
          text += piece;
        });
        const end = () => resolve({ response, text, status: response.statusCode });
        response.on('end', end).on('error', end);
      },
    );
    call.on('error', reject).on('finish', onSent);
    encoded.arrayBuffer().then((body) => call.end(Buffer.from(body)), reject);
  });
}

/** The headers of node:http as those of fetch. */
export const headersOf = (response) => ({
  ok: true,
  headers: { get: (name) => response.headers[name.toLowerCase()] ?? null },
});
