import { toYaml } from '../../../spec/index.js';
import type { Exchange, ExportedPart } from '../exchange.js';
import { byTopic, type Collection, type ExportFormat, purposeInMarkdown, type WrittenFile } from '../format.js';
import { exportVariableNames, exportVariables } from '../variables.js';
import {
  changedExpression,
  changedName,
  changesOf,
  quoted,
  type ScriptDialect,
  scriptChecks,
} from './script-checks.js';
import { inBraces, timedRefNumber } from './templates.js';

const dialect: ScriptDialect = {
  status: 'res.getStatus()',
  header: (name) => `res.getHeader(${quoted(name.toLowerCase())})`,
  json: 'res.getBody()',
  equal: (title, actual, expected) => `test(${quoted(title)}, () => expect(${actual}).to.equal(${expected}));`,
};

/** Bruno's files in OpenCollection YAML, which Bruno 3 writes by default. */
export const brunoFormat: ExportFormat = {
  tool: 'Bruno',
  cannot: ['part-without-file-name', 'picture-as-text', 'chunked-body'],
  commands: ['npx @usebruno/cli run --env mock'],
  notes: [
    'The files are OpenCollection YAML, for Bruno 3 or later. Open this folder as a collection, and choose the environment `mock`.',
  ],
  write: (collection) => [
    {
      path: 'opencollection.yml',
      text: toYaml({ opencollection: '1.0.0', info: { name: collection.name }, bundled: false }),
    },
    {
      path: 'environments/mock.yml',
      text: toYaml({
        name: 'mock',
        variables: exportVariableNames.map((name) => ({ name, value: exportVariables[name].value })),
      }),
    },
    ...byTopic(collection).flatMap(({ slug, title, exchanges }, place): WrittenFile[] => [
      { path: `${slug}/folder.yml`, text: toYaml({ info: { name: title, type: 'folder', seq: place + 1 } }) },
      ...exchanges.map((exchange, seq) => ({
        path: `${slug}/${exchange.id}.yml`,
        text: toYaml(requestOf(exchange, seq + 1, collection)),
      })),
    ]),
  ],
};

function requestOf(exchange: Exchange, seq: number, collection: Collection) {
  const { id, title, method, body } = exchange;
  const changes = changesOf(exchange).map(
    ({ variable, change }) =>
      `bru.setVar(${quoted(changedName(variable))}, ${changedExpression(`bru.getEnvVar(${quoted(variable)})`, change)});`,
  );
  return {
    info: { name: `${id}: ${title}`, type: 'http', seq },
    http: {
      method,
      url: `{{baseUrl}}${collection.path}`,
      ...(body.type === 'raw' && body.contentType !== undefined
        ? { headers: [{ name: 'Content-Type', value: body.contentType }] }
        : {}),
      ...bodyOf(exchange),
    },
    runtime: {
      scripts: [
        ...(changes.length === 0 ? [] : [{ type: 'before-request', code: changes.join('\n') }]),
        { type: 'tests', code: scriptChecks(exchange, dialect).join('\n') },
      ],
    },
    settings: { encodeUrl: false, timeout: 0, followRedirects: false },
    docs: purposeInMarkdown(exchange, collection),
  };
}

function bodyOf({ body }: Exchange) {
  if (body.type === 'form') return { body: { type: 'multipart-form', data: body.parts.map(fieldOf) } };
  return body.text === undefined ? {} : { body: { type: 'text', data: body.text } };
}

function fieldOf(part: ExportedPart) {
  if (part.type === 'text') return { name: part.name, type: 'text', value: inBraces(part.value, timedRefNumber) };
  const contentType = 'contentType' in part ? { contentType: part.contentType } : {};
  return { name: part.name, type: 'file', value: [part.file.path], ...contentType };
}
