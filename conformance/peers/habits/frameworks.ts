import type { Response } from 'express';
import { type ReferenceBehaviour, type ReferenceReply, referenceBehaviour } from '../reference/server.js';
import type { Habit } from './habit.js';

/** A page of a framework or a proxy: what it sends by itself, before the application is called. */
interface Page {
  readonly type?: string;
  readonly text: string;
}

type PageOf = (status: Refusal, path: string, method: string) => Page;
type Refusal = 400 | 404 | 405 | 413 | 415;

const titles: Readonly<Record<Refusal, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
};

const json = (value: unknown, type = 'application/json'): Page => ({ type, text: JSON.stringify(value) });
const html = (text: string): Page => ({ type: 'text/html; charset=utf-8', text });

const express: PageOf = (status, path, method) =>
  html(
    `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${
      status === 404 ? `Cannot ${method} ${path}` : titles[status]
    }</pre>\n</body>\n</html>\n`,
  );
const spring: PageOf = (status, path) =>
  json({ timestamp: new Date().toISOString(), status, error: titles[status], path });
const aspNet: PageOf = (status) =>
  status === 405
    ? { text: '' }
    : json(
        {
          type: `https://tools.ietf.org/html/rfc9110#section-15.5.${status - 399}`,
          title: titles[status],
          status,
          traceId: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
        },
        'application/problem+json; charset=utf-8',
      );
const django: PageOf = (status) =>
  status === 405
    ? { type: 'text/html; charset=utf-8', text: '' }
    : html(
        `\n<!doctype html>\n<html lang="en">\n<head>\n  <title>${titles[status]}</title>\n</head>\n<body>\n  <h1>${titles[status]}</h1><p></p>\n</body>\n</html>\n`,
      );
const go: PageOf = (status) => ({
  type: 'text/plain; charset=utf-8',
  text: `${status === 404 ? '404 page not found' : titles[status]}\n`,
});
const fastApi: PageOf = (status) => json({ detail: titles[status] });
const nginx: PageOf = (status) => ({
  type: 'text/html',
  text: `<html>\r\n<head><title>${status} ${titles[status]}</title></head>\r\n<body>\r\n<center><h1>${status} ${titles[status]}</h1></center>\r\n<hr><center>nginx/1.24.0</center>\r\n</body>\r\n</html>\r\n`,
});
const gateway: PageOf = (status) => json({ message: titles[status] });
const rails: PageOf = () => ({ type: 'text/html', text: '' });
const laravel: PageOf = (status) =>
  json({ message: titles[status], exception: 'Symfony\\Component\\HttpKernel\\Exception\\HttpException' });
const jsonApi: PageOf = (status) => json({ error: titles[status] });
const bare: PageOf = () => ({ text: '' });

/** Sends a page in place of the answer of the contract. */
function sendPage(response: Response, pageOf: PageOf, status: Refusal): void {
  const { originalUrl, method } = response.req;
  const { type, text } = pageOf(status, originalUrl, method);
  if (status === 405) response.set('Allow', 'POST');
  response.writeHead(status, {
    ...(type === undefined ? {} : { 'Content-Type': type }),
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

const refusingBy = (pageOf: PageOf, statuses: Partial<Record<'method' | 'type' | 'form' | 'size', Refusal>> = {}) => {
  const page =
    (status: Refusal) =>
    (_reply: ReferenceReply, response: Response): void =>
      sendPage(response, pageOf, status);
  return {
    wrongMethod: page(statuses.method ?? 405),
    wrongContentType: page(statuses.type ?? 415),
    malformed: page(statuses.form ?? 400),
    send: (response, answer, text) =>
      answer.body['message'] === 'Image too large'
        ? sendPage(response, pageOf, statuses.size ?? 413)
        : referenceBehaviour.send(response, answer, text),
  } satisfies Partial<ReferenceBehaviour>;
};

/** Servers whose framework refuses a wrong method, content type or form and a heavy file by itself, as frameworks do. */
export const frameworkHabits: readonly Habit[] = [
  { id: 'refuses as Express does', behave: () => refusingBy(express, { method: 404, type: 400 }) },
  { id: 'refuses as Spring does', behave: () => refusingBy(spring) },
  { id: 'refuses as ASP.NET does', behave: () => refusingBy(aspNet) },
  { id: 'refuses as Django does', behave: () => refusingBy(django, { type: 400 }) },
  { id: 'refuses as a Go server does', behave: () => refusingBy(go, { type: 400 }) },
  { id: 'refuses as FastAPI does', behave: () => refusingBy(fastApi, { form: 400 }) },
  { id: 'refuses as nginx does', behave: () => refusingBy(nginx) },
  { id: 'refuses as an API gateway does', behave: () => refusingBy(gateway, { method: 404 }) },
  { id: 'refuses as Rails does', behave: () => refusingBy(rails, { method: 404, type: 400 }) },
  { id: 'refuses as Laravel does', behave: () => refusingBy(laravel) },
  { id: 'refuses as small JSON APIs do', behave: () => refusingBy(jsonApi) },
  { id: 'refuses with a status and nothing else', behave: () => refusingBy(bare) },
];
