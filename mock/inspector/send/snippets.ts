import { quoteForShell } from '../api/curl-line.js';
import { type DraftPart, isDraftFile, type RequestDraft } from './request-draft.js';

/** A language in which the page writes a request. */
export interface SnippetLanguage {
  readonly title: string;
  /** Writes a request. Secrets are environment variables, pictures are files in the current folder. */
  readonly write: (draft: RequestDraft) => string;
}

/** The languages, in the order of their buttons. */
export const snippetLanguages: readonly SnippetLanguage[] = [
  { title: 'curl', write: curlSnippet },
  { title: 'fetch', write: fetchSnippet },
  { title: 'Python', write: pythonSnippet },
  { title: 'Dart', write: dartSnippet },
];

/** The environment variable for a secret. */
function variableOf({ name }: DraftPart): string {
  return `EENDIGO_KIT_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`;
}

/** The name of a picture's file, without folders. */
function fileIn(part: { readonly name: string; readonly fileName: string }): string {
  return part.fileName.replace(/^.*[/\\]/s, '') || part.name;
}

/** Returns the request for curl 7.76 or later and a POSIX shell. */
export function curlSnippet({ method, url, headers, parts }: RequestDraft): string {
  const options = [
    ...(method === 'POST' && parts.length > 0 ? [] : ['-X', quoteForShell(method)]),
    ...Object.entries(headers).flatMap(([name, value]) => ['-H', quoteForShell(`${name}: ${value}`)]),
    ...parts.flatMap((part) => {
      if (isDraftFile(part)) {
        return ['-F', quoteForShell(`${part.name}=@${fileForCurl(fileIn(part))}`)];
      }
      // Unlike -F, --form-string takes @, < and ; as they are.
      return [
        /^[\w.-]*$/.test(part.value ?? '') ? '-F' : '--form-string',
        part.value === null
          ? `${quoteForShell(`${part.name}=`)}"$${variableOf(part)}"`
          : quoteForShell(`${part.name}=${part.value}`),
      ];
    }),
  ];
  return ['curl -i', ...pairs(options), quoteForShell(url)].join(' \\\n  ');
}

/** Quotes a file name for -F, where it has a character with a meaning there. */
function fileForCurl(file: string): string {
  return /^[\w.-]+$/.test(file) ? file : `"${file.replaceAll(/[\\"]/g, '\\$&')}"`;
}

/** Joins options with their values. */
function pairs(words: readonly string[]): readonly string[] {
  return words.flatMap((word, place) => (place % 2 === 0 ? [`${word} ${words[place + 1]}`] : []));
}

/** Returns the request as a module for Node.js. */
export function fetchSnippet({ method, url, headers, parts }: RequestDraft): string {
  const text = JSON.stringify;
  const hasFiles = parts.some(isDraftFile);
  const isForm = parts.length > 0 && !['GET', 'HEAD'].includes(method);
  return [
    ...(hasFiles ? ["import { openAsBlob } from 'node:fs';", ''] : []),
    ...(isForm ? ['const form = new FormData();'] : []),
    ...(isForm
      ? parts.map((part) =>
          isDraftFile(part)
            ? `form.append(${text(part.name)}, await openAsBlob(${text(fileIn(part))}), ${text(fileIn(part))});`
            : `form.append(${text(part.name)}, ${part.value === null ? `process.env.${variableOf(part)} ?? ''` : text(part.value)});`,
        )
      : []),
    `const response = await fetch(${text(url)}, {`,
    `  method: ${text(method)},`,
    ...(Object.keys(headers).length === 0 ? [] : [`  headers: ${text(headers)},`]),
    ...(isForm ? ['  body: form,'] : []),
    '});',
    'console.log(response.status, await response.text());',
    '',
  ].join('\n');
}

/** Returns the request as a script for Python 3 with requests. */
export function pythonSnippet({ method, url, headers, parts }: RequestDraft): string {
  const needsEnvironment = parts.some((part) => !isDraftFile(part) && part.value === null);
  return [
    ...(needsEnvironment ? ['import os', ''] : []),
    'import requests',
    '',
    'parts = [',
    ...parts.map((part) => {
      const name = JSON.stringify(part.name);
      if (isDraftFile(part)) {
        const file = JSON.stringify(fileIn(part));
        return `    (${name}, (${file}, open(${file}, "rb"))),`;
      }
      const value = part.value === null ? `os.environ["${variableOf(part)}"]` : JSON.stringify(part.value);
      // Without a file name, so that it is a text.
      return `    (${name}, (None, ${value})),`;
    }),
    ']',
    `response = requests.request(${JSON.stringify(method)}, ${JSON.stringify(url)}, files=parts${
      Object.keys(headers).length === 0 ? '' : `, headers=${JSON.stringify(headers)}`
    })`,
    'print(response.status_code, response.text)',
    '',
  ].join('\n');
}

/** Returns the request as a program for Dart with the package http. */
export function dartSnippet({ method, url, headers, parts }: RequestDraft): string {
  const needsEnvironment = parts.some((part) => !isDraftFile(part) && part.value === null);
  return [
    ...(needsEnvironment ? ["import 'dart:io';", ''] : []),
    "import 'package:http/http.dart' as http;",
    '',
    'Future<void> main() async {',
    `  final request = http.MultipartRequest(${dartText(method)}, Uri.parse(${dartText(url)}));`,
    ...Object.entries(headers).map(([name, value]) => `  request.headers[${dartText(name)}] = ${dartText(value)};`),
    ...parts.map((part) => {
      if (isDraftFile(part))
        return `  request.files.add(await http.MultipartFile.fromPath(${dartText(part.name)}, ${dartText(fileIn(part))}));`;
      const value =
        part.value === null ? `Platform.environment[${dartText(variableOf(part))}] ?? ''` : dartText(part.value);
      return `  request.fields[${dartText(part.name)}] = ${value};`;
    }),
    '  final response = await http.Response.fromStream(await request.send());',
    `  print('${'$'}{response.statusCode} ${'$'}{response.body}');`,
    '}',
    '',
  ].join('\n');
}

function dartText(text: string): string {
  const escaped = text
    .replaceAll(/[\\'$]/g, '\\$&')
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n');
  return `'${escaped}'`;
}
