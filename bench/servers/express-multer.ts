import { createServer } from 'node:http';
import express from 'express';
import multer from 'multer';
import { listen } from './listen.js';

// What a developer writes by hand: every part in memory, one fixed answer.
const app = express();
app.post('/biometric/facecompareliveness', multer({ storage: multer.memoryStorage() }).any(), (request, response) => {
  const files = request.files as Express.Multer.File[];
  response.json({ status: 'Success', bytes: files.reduce((sum, { size }) => sum + size, 0) });
});
listen(createServer(app));
