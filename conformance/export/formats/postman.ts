import type { Exchange, ExportedPart } from '../exchange.js';
import { byTopic, type Collection, type ExportFormat, purposeInMarkdown } from '../format.js';
import { exportVariableNames, exportVariables, isSecretVariable } from '../variables.js';
import {
  changedExpression,
  changedName,
  changesOf,
  quoted,
  type ScriptDialect,
  scriptChecks,
} from './script-checks.js';
import { inBraces, timedRefNumber } from './templates.js';

const collectionFile = 'eendigo.postman_collection.json';
const environmentFile = 'mock.postman_environment.json';

const dialect: ScriptDialect = {
  status: 'pm.response.code',
  header: (name) => `pm.response.headers.get(${quoted(name)})`,
  json: 'pm.response.json()',
  text: 'pm.response.text()',
  equal: (title, actual, expected) => `pm.test(${quoted(title)}, () => pm.expect(${actual}).to.equal(${expected}));`,
};

/** Postman's collection format 2.1, with a folder for each topic and an environment. */
export const postmanFormat: ExportFormat = {
  tool: 'Postman',
  cannot: ['part-without-file-name', 'picture-as-text', 'chunked-body'],
  commands: [`npx newman run ${collectionFile} -e ${environmentFile}`],
  notes: [
    `In Postman, import \`${collectionFile}\` and \`${environmentFile}\`, choose the environment, and set the working directory (Settings, General) to this folder, so that Postman finds the pictures.`,
  ],
  write: (collection) => [
    { path: collectionFile, text: inJson(collectionOf(collection)) },
    { path: environmentFile, text: inJson(environmentOf(collection)) },
  ],
};

function collectionOf(collection: Collection) {
  return {
    info: {
      name: collection.name,
      description: `The cases of eendigo-kit. The tests expect the answers of the profile \`${collection.profile}\`.`,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: byTopic(collection).map(({ title, exchanges }) => ({
      name: title,
      item: exchanges.map((exchange) => itemOf(exchange, collection)),
    })),
    variable: exportVariableNames.map((name) => ({ key: name, value: exportVariables[name].value, type: 'string' })),
  };
}

function environmentOf({ name }: Collection) {
  return {
    name: `${name}: mock on this machine`,
    values: exportVariableNames.map((variable) => ({
      key: variable,
      value: exportVariables[variable].value,
      type: isSecretVariable(variable) ? 'secret' : 'default',
      enabled: true,
    })),
    _postman_variable_scope: 'environment',
  };
}

function itemOf(exchange: Exchange, collection: Collection) {
  const { id, title, method, body } = exchange;
  return {
    name: `${id}: ${title}`,
    event: [
      ...(changesOf(exchange).length === 0 ? [] : [scriptOf('prerequest', changeLines(exchange))]),
      scriptOf('test', scriptChecks(exchange, dialect)),
    ],
    // By default Postman follows redirects, and sends no body with GET.
    protocolProfileBehavior: { followRedirects: false, disableBodyPruning: true },
    request: {
      method,
      header:
        body.type === 'raw' && body.contentType !== undefined ? [{ key: 'Content-Type', value: body.contentType }] : [],
      ...bodyOf(exchange),
      url: {
        raw: `{{baseUrl}}${collection.path}`,
        host: ['{{baseUrl}}'],
        path: collection.path.split('/').slice(1),
      },
      description: purposeInMarkdown(exchange, collection),
    },
    response: [],
  };
}

function scriptOf(listen: 'prerequest' | 'test', exec: readonly string[]) {
  return { listen, script: { type: 'text/javascript', exec } };
}

function changeLines(exchange: Exchange): readonly string[] {
  return changesOf(exchange).map(({ variable, change }) => {
    const value = changedExpression(`pm.variables.get(${quoted(variable)})`, change);
    return `pm.variables.set(${quoted(changedName(variable))}, ${value});`;
  });
}

function bodyOf({ body }: Exchange) {
  if (body.type === 'form') return { body: { mode: 'formdata', formdata: body.parts.map(fieldOf) } };
  return body.text === undefined ? {} : { body: { mode: 'raw', raw: body.text } };
}

function fieldOf(part: ExportedPart) {
  if (part.type === 'text') return { key: part.name, type: 'text', value: inBraces(part.value, timedRefNumber) };
  const contentType = 'contentType' in part ? { contentType: part.contentType } : {};
  return { key: part.name, type: 'file', src: part.file.path, ...contentType };
}

function inJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
