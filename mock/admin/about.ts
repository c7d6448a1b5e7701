import { decisionAt, decisions, profilePaths, provenanceInWords, version } from '../../spec/index.js';
import { faultNames, faultParametersOf, faultSpecs } from '../faults/index.js';
import { problem } from '../http/problem.js';
import { baseAddresses } from '../http/served-at.js';
import { shownWord } from '../privacy/shown-word.js';
import { channels } from '../schemas/choices.js';
import { exactly } from '../schemas/object-schemas.js';
import { listOf } from '../schemas/refs.js';
import { sendDocsAsset, sendDocsPage, withOwnServers } from './docs-page.js';
import { sendFixture } from './fixture.js';
import { fixtureListOperation } from './fixture-list.js';
import { indexAnswer } from './index-page.js';
import { sendInspectorAsset } from './inspector-page.js';
import { json, type Operations, problemSpec } from './operation.js';
import { shownBase } from './shown-base.js';

const text = { type: 'string' } as const;
const textsByName = { type: 'object', additionalProperties: text } as const;
const listSchema = { type: 'array', items: text } as const;

/** Operations that describe the mock. They are the same for every session. */
export const aboutOperations = {
  'GET /': {
    summary: 'Index of the mock',
    isPublic: true,
    answers: {
      200: {
        description: 'Name, version, profile and addresses; the inspector page for a browser.',
        schema: exactly({ name: text, version: text, profile: text, operation: listSchema, addresses: listSchema }),
      },
    },
    handle: ({ options, request }) => indexAnswer(options.contract, request, shownBase(request, options.sessions)),
  },
  'GET /inspector/{asset}': {
    summary: 'A file of the inspector page',
    // The page without data is not secret, and a browser needs it to give the token.
    isPublic: true,
    parameters: { asset: 'File name' },
    answers: {
      200: { description: 'The file.', contentType: '*/*' },
      404: problemSpec('The inspector has no such file.'),
    },
    handle: ({ parameters, response }) => {
      const { asset = '' } = parameters;
      if (sendInspectorAsset(asset, response)) return undefined;
      return problem(404, 'No such file', `The inspector has no file ${shownWord(asset)}; open GET /__admin.`);
    },
  },
  'GET /health': {
    summary: 'Whether the mock is healthy',
    isPublic: true,
    answers: {
      200: { description: 'Healthy.', schema: exactly({ status: { const: 'ok' } }) },
      503: problemSpec('Unhealthy: the mock cannot save its state. `detail` has the reason.'),
    },
    handle: async ({ options }) => {
      const trouble = await options.healthProblem?.();
      return trouble === undefined ? json({ status: 'ok' }) : problem(503, 'Not healthy', `${trouble}.`);
    },
  },
  'GET /version': {
    summary: 'Version and profile of the mock',
    isPublic: true,
    answers: {
      200: { description: 'Version and profile.', schema: exactly({ name: text, version: text, profile: text }) },
    },
    handle: ({ options }) => json({ name: 'eendigo-kit', version, profile: options.contract.profile }),
  },
  'GET /metrics': {
    summary: 'Prometheus metrics',
    answers: { 200: { description: "Prometheus's text format.", contentType: 'text/plain' } },
    handle: async ({ options }) => {
      const metrics = await options.metrics?.();
      return metrics && { status: 200, headers: { 'Content-Type': metrics.contentType }, body: metrics.text };
    },
  },
  'GET /openapi.json': {
    summary: 'The contract in effect, as OpenAPI',
    answers: { 200: { description: 'OpenAPI 3.1.', schema: { type: 'object', required: ['openapi', 'paths'] } } },
    handle: ({ options, request }) =>
      json(withOwnServers(options.contract, shownBase(request, options.sessions).replace(/\/__admin$/, ''))),
  },
  'GET /docs': {
    summary: 'API reference of the contract, with a form to try it',
    answers: { 200: { description: 'An HTML page.', contentType: 'text/html' } },
    handle: ({ response }) => {
      sendDocsPage(response);
      return undefined;
    },
  },
  'GET /docs/{asset}': {
    summary: 'A file of the API reference',
    parameters: { asset: 'File name' },
    answers: {
      200: { description: 'The file.', contentType: '*/*' },
      404: problemSpec('The API reference has no such file.'),
    },
    handle: ({ parameters, response }) => {
      const { asset = '' } = parameters;
      if (sendDocsAsset(asset, response)) return undefined;
      return problem(404, 'No such file', `The API reference has no file ${shownWord(asset)}; open GET /__admin/docs.`);
    },
  },
  'GET /addresses': {
    summary: 'Base URLs of the mock, for clients on this machine, on its networks, and in an Android emulator',
    answers: {
      200: {
        description: 'The URLs. Inside an application that listens itself, the one that the caller used.',
        schema: listOf(
          'addresses',
          exactly({ from: { enum: ['this-machine', 'network', 'android-emulator'] }, url: text }),
        ),
      },
    },
    handle: ({ options, request }) => {
      const at = options.servedAt?.();
      const base = request.baseUrl.replace(/(\/s\/[^/]+)?\/__admin$/, '');
      const used = { from: 'this-machine', url: `${request.protocol}://${request.get('Host') ?? ''}${base}` } as const;
      return json({ addresses: at ? baseAddresses(at) : [used] });
    },
  },
  'GET /certificate.crt': {
    summary: "The certificate authority of the mock's own certificate, for phones to install",
    // Clients get it in each handshake. The private key is in no answer.
    isPublic: true,
    answers: {
      200: { description: 'The certificate, as PEM.', contentType: 'application/x-x509-ca-cert' },
      404: problemSpec('The mock has made no certificate: it speaks HTTP, or serves a configured certificate.'),
    },
    handle: ({ options, response }) => {
      const authority = options.servedAt?.()?.authority;
      if (authority === undefined)
        return problem(
          404,
          'No certificate',
          'The mock speaks HTTP, or serves a configured certificate, whose issuer clients trust; start it with --tls.',
        );
      response.setHeader('Content-Type', 'application/x-x509-ca-cert');
      // As it is: the masking of answers would damage a line that looks like a number of an identity card.
      response.end(authority);
      return undefined;
    },
  },
  'GET /profile': {
    summary: 'Decisions of the profile in effect, with their sources',
    answers: {
      200: {
        description: 'The decisions, in the order of the profile.',
        schema: exactly({
          name: text,
          summary: text,
          decisions: {
            type: 'array',
            items: exactly({
              path: text,
              value: {},
              profile: { ...text, description: 'Name of the profile that decided.' },
              source: { enum: ['documented', 'assumed', 'observed'] },
              reason: text,
              ambiguity: { type: 'string', description: 'Id of the ambiguity in the register.' },
            }),
          },
        }),
      },
      404: problemSpec('The contract comes from an OpenAPI file, so it has no profile.'),
    },
    handle: ({ options: { profile: loaded, contract } }) => {
      if (!loaded) {
        const detail = `The contract (${contract.profile}) comes from an OpenAPI document; its decisions are under x-decisions in /__admin/openapi.json.`;
        return problem(404, 'No profile', detail);
      }
      const { profile, origins } = loaded;
      const shown = profilePaths.map((path) => ({
        path,
        value: decisionAt(profile, path),
        profile: origins[path].profile,
        source: origins[path].source,
        reason: provenanceInWords(origins[path]),
        ambiguity: decisions[path].ambiguity,
      }));
      return json({ name: profile.name, summary: profile.summary, decisions: shown });
    },
  },
  'GET /scenarios': {
    summary: 'Values of X-Mock-Scenario, besides rules, which leaves the answer to the rules',
    answers: {
      200: {
        description:
          'Every scenario with a sample of its answer, and the channels through which a request can select one.',
        schema: exactly({
          scenarios: {
            type: 'array',
            items: exactly({
              name: text,
              kind: text,
              status: { type: 'integer' },
              summary: text,
              sample: exactly({ headers: textsByName, body: text }),
              fresh: {
                ...listSchema,
                description: 'What each answer has of its own: headers by name, values of the body by JSON pointer.',
              },
            }),
          },
          channels: { type: 'array', items: { enum: [...channels] }, description: 'Highest priority first.' },
        }),
      },
    },
    handle: ({ options }) =>
      json({
        scenarios: [...options.contract.scenarios.values()].map((scenario) => {
          const { name, kind, status, summary, sample, freshPlaces } = scenario;
          const { headers, body } = sample;
          return { name, kind, status, summary, sample: { headers, body }, fresh: freshPlaces };
        }),
        channels: channels.filter((channel) => options.channels.includes(channel)),
      }),
  },
  'GET /faults': {
    summary: 'Values of X-Mock-Fault, besides none',
    answers: {
      200: {
        description: 'Every fault with its parameters.',
        schema: listOf(
          'faults',
          exactly({
            name: text,
            summary: text,
            isAnswerReadable: { type: 'boolean', description: 'Whether a client can still read the whole answer.' },
            parameters: { type: 'object' },
            header: text,
          }),
        ),
      },
    },
    handle: () =>
      json({
        faults: faultNames.map((name) => {
          const { summary, isAnswerReadable, parameters } = faultSpecs[name];
          const given = Object.entries(parameters).map(([key, spec]) => `; ${key}=${spec.default}`);
          return {
            name,
            summary,
            isAnswerReadable,
            parameters: faultParametersOf(name),
            header: `X-Mock-Fault: ${name}${given.join('')}`,
          };
        }),
      }),
  },
  'GET /fixtures': fixtureListOperation,
  'GET /fixtures/{file}': {
    summary: 'A sample picture, e.g. selfie-good.jpg',
    // Drawn pictures are not secret, and the first request of a user needs them.
    isPublic: true,
    parameters: { file: 'Id of the fixture, with or without a file extension' },
    answers: {
      200: { description: 'The picture.', contentType: '*/*' },
      404: problemSpec('No fixture has this id.'),
    },
    handle: ({ parameters, response }) => sendFixture(parameters['file'] ?? '', response),
  },
} satisfies Operations;
