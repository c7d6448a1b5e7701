import { request as sendByHttp } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { ClientReport } from '../../protocol/protocol.js';
import { type ClientSteps, type FormEntry, rightClient } from './right-client.js';

/** A client with one defect. */
export interface BrokenClient {
  /** Completes the sentence "a client that ...". */
  readonly name: string;
  /** The cases that show the defect. */
  readonly cases: readonly string[];
  /** The check that names it. */
  readonly check: string;
  /** Further checks that speak of the same defect. */
  readonly also?: readonly string[];
  /** What the client does in place of the right one. A client that remembers something is created for each case. */
  readonly create: () => Partial<ClientSteps>;
}

/** A client that changes the texts that it sends. */
export const changingTexts = (change: (value: string, name: string) => string): Partial<ClientSteps> => ({
  part: async (name, value, client) =>
    typeof value === 'string' ? [{ name, value: change(value, name) }] : rightClient.part(name, value, client),
});

/** A client that changes what it sends for a picture. */
export const changingPictures = (
  change: (entry: FormEntry & { readonly value: Blob }, name: string) => FormEntry | Promise<FormEntry>,
): Partial<ClientSteps> => ({
  part: async (name, value, client) => {
    const entries = await rightClient.part(name, value, client);
    return Promise.all(
      entries.map((entry) =>
        typeof entry.value === 'string' ? entry : change({ ...entry, value: entry.value }, name),
      ),
    );
  },
});

/** A client that changes the file names of pictures. */
export const changingFileNames = (change: (filename: string) => string): Partial<ClientSteps> =>
  changingPictures((entry) => ({ ...entry, filename: change(entry.filename ?? '') }));

/** A client that adds, drops or renames parts. */
export const changingParts = (
  change: (entries: readonly FormEntry[]) => readonly FormEntry[],
): Partial<ClientSteps> => ({
  form: async (request, client) => change(await rightClient.form(request, client)),
});

/** A client that encodes its form itself. `write` encodes texts, `quote` file names, and `close` ends the form. */
export const encodingItself = ({
  write = (text: string) => Buffer.from(text),
  quote = (filename: string) => filename.replaceAll('"', '%22'),
  close = '--own-boundary--\r\n',
}): Partial<ClientSteps> => ({
  encode: async (entries) => {
    const pieces: Buffer[] = [];
    for (const { name, value, filename } of entries) {
      const file = filename === undefined ? '' : `; filename="${quote(filename)}"`;
      pieces.push(Buffer.from(`--own-boundary\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`));
      pieces.push(
        typeof value === 'string' ? write(value) : Buffer.from(await value.arrayBuffer()),
        Buffer.from('\r\n'),
      );
    }
    pieces.push(Buffer.from(close));
    return { body: new Uint8Array(Buffer.concat(pieces)), contentType: 'multipart/form-data; boundary=own-boundary' };
  },
});

/** A client that changes its report on an answer. */
export const changingReports = (
  change: (report: ClientReport, text: string, status: number) => ClientReport,
): Partial<ClientSteps> => ({
  understand: (answer, client) => change(rightClient.understand(answer, client), answer.text, answer.status),
});

/** A client that changes one value that it reports, in answers that have it. */
export const changingField = (
  name: keyof NonNullable<ClientReport['fields']>,
  change: (value: string, fields: NonNullable<ClientReport['fields']>) => string | null,
): Partial<ClientSteps> =>
  changingReports((report) => {
    const { fields } = report;
    const value = fields?.[name];
    return fields && typeof value === 'string'
      ? { ...report, fields: { ...fields, [name]: change(value, fields) } }
      : report;
  });

/** A client that finds a header by its name as the document writes it, letter for letter. */
export const readingHeadersByExactName: Partial<ClientSteps> = {
  call: async (testCase, request, client) => {
    const { body } = await client.encode(await client.form(request, client));
    const form = new Response(body);
    const bytes = Buffer.from(await form.arrayBuffer());
    return new Promise((resolve, reject) => {
      const headers = { 'Content-Type': form.headers.get('Content-Type') ?? '', 'Content-Length': bytes.length };
      const call = sendByHttp(client.address(testCase), { method: 'POST', headers }, (response) => {
        const names = response.rawHeaders.filter((_, index) => index % 2 === 0);
        const values = response.rawHeaders.filter((_, index) => index % 2 === 1);
        buffer(response).then(
          (answer) =>
            resolve({
              status: response.statusCode ?? 0,
              header: (name) => values[names.indexOf(name)] ?? null,
              text: answer.toString('utf8'),
            }),
          reject,
        );
      });
      call
        .on('error', reject)
        .setTimeout(testCase.timeoutMs, () => call.destroy(new Error('too late')))
        .end(bytes);
    });
  },
};

/** A picture part with other bytes. */
export const withBytes = (entry: FormEntry, bytes: Uint8Array<ArrayBuffer>): FormEntry => ({
  ...entry,
  value: new Blob([bytes]),
});
