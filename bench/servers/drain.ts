import { createServer } from 'node:http';
import { listen } from './listen.js';

// The minimum that a server can do with an upload: read it and discard it.
listen(
  createServer((request, response) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    request.on('end', () => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ status: 'Success', bytes }));
    });
  }),
);
