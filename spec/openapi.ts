import type {
  ExampleObject,
  HeaderObject,
  OpenAPIObject,
  OperationObject,
  ResponseObject,
  SchemaObject,
} from 'openapi3-ts/oas31';
import type { Decisions } from './decisions/index.js';
import { cover, kindMeanings, operation, parts, pictures, samples, servers } from './document.js';
import type { PictureLimits } from './extensions.js';
import { ownAnswerNames, ownScenarioName } from './own-answers.js';
import { ownScenariosUnder } from './own-scenarios.js';
import { decisionsOf, type Profile } from './profile.js';
import { type ScenarioRecord, scenariosUnder } from './scenarios.js';
import { sameBody, schemaName, schemasUnder } from './schemas.js';
import { type PartName, type ResponseKind, responseKinds } from './vocabulary.js';

/**
 * Builds the contract under a profile as an OpenAPI 3.1 document. The mock and the suite read the whole contract from it.
 * Extensions hold what OpenAPI cannot express (`x-decisions`, `x-picture`, `x-kind`, `x-status`, `x-headers`, `x-fresh`);
 * `extensions.ts` defines their schemas. Source: the whole document.
 */
export function buildOpenApi(profile: Profile): OpenAPIObject {
  const scenarios: readonly ScenarioRecord[] = [...scenariosUnder(profile), ...ownScenariosUnder(profile)];
  return {
    openapi: '3.1.0',
    info: {
      title: `${cover.vendor} ${cover.title}`,
      version: cover.version,
      description:
        'Is the selfie of a living person, and is it the person on the KTP? ' +
        `The contract of the document "${cover.title}", version ${cover.version}, ${cover.published}, ` +
        `under the profile "${profile.name}": ${profile.summary} Not published by the vendor.`,
    },
    'x-profile': profile.name,
    servers: servers.map(({ url, environment }) => ({
      url,
      description: environment === 'uat' ? 'UAT' : 'Production',
      'x-environment': environment,
    })),
    paths: { [operation.path]: { post: operationUnder(profile, scenarios) } },
    components: {
      schemas: schemasUnder(profile),
      examples: Object.fromEntries(scenarios.map((scenario) => [scenario.name, exampleOf(scenario)])),
      headers: { 'X-Trx-No': trxNoHeader(profile) },
    },
    // Last, because OpenAPI's own keywords take precedence (required parts, statuses, bodies).
    'x-decisions': decisionsOf(profile),
  };
}

function operationUnder(profile: Profile, scenarios: readonly ScenarioRecord[]): OperationObject {
  return {
    operationId: 'faceCompareLiveness',
    summary: 'Liveness check and face comparison',
    description: 'Section 1: one POST with two pictures. The answer contains the verdict (section 2).',
    requestBody: {
      required: true,
      content: { [operation.contentType]: { schema: requestSchema(profile), encoding: pictureEncoding() } },
    },
    responses: responsesUnder(profile, scenarios),
  };
}

function requestSchema(profile: Profile): SchemaObject {
  return {
    type: 'object',
    required: [...profile.parts.required],
    properties: Object.fromEntries(
      parts.map((part): [string, SchemaObject] => [
        part.name,
        part.type === 'File'
          ? fileSchema(profile, part.name as 'img1' | 'img2', part.description)
          : textSchema(profile, part.name, part.description, part.example),
      ]),
    ),
    additionalProperties: profile.parts.unknown === 'accepted',
  };
}

function fileSchema(profile: Profile, name: 'img1' | 'img2', description: string): SchemaObject {
  return {
    type: 'string',
    contentMediaType: 'application/octet-stream',
    description: `${description} Limits: section ${pictures[name].section}.`,
    'x-picture': pictureLimits(profile, name),
  } as SchemaObject;
}

function textSchema(profile: Profile, name: PartName, description: string, example: string): SchemaObject {
  const mustBeFilled = profile.parts.required.includes(name) && profile.parts.empty !== 'accepted';
  return {
    type: 'string',
    description,
    ...(mustBeFilled ? { minLength: 1 } : {}),
    ...(name === 'nik' && profile.parts.nik === 'sixteen-digits' ? { pattern: '^[0-9]{16}$' } : {}),
    examples: [example],
  };
}

function pictureEncoding() {
  return { img1: { contentType: 'image/jpeg, image/png' }, img2: { contentType: 'image/jpeg, image/png' } };
}

/** The limits of one picture under a profile: section 3's table with its MegaByte in bytes, or a server's own limits. */
function pictureLimits({ pictures: rules }: Profile, name: 'img1' | 'img2'): PictureLimits {
  const printed = pictures[name];
  const own = rules[name === 'img1' ? 'selfie' : 'ktp'];
  return {
    section: printed.section,
    minimum: { width: own.minimumWidth, height: own.minimumHeight },
    maximum: { width: own.maximumWidth, height: own.maximumHeight },
    maximumBytes: maximumBytesUnder(rules, name),
    minimumPixels: rules.minimumPixels === 'enforced' ? printed.minimumMegapixels * 1_000_000 : 0,
    extensions: printed.extensions,
  };
}

/** The largest valid number of bytes of a picture under the decisions on pictures. */
export function maximumBytesUnder(
  { selfie, ktp, megabyte, sizeLimit }: Decisions['pictures'],
  name: 'img1' | 'img2',
): number {
  const { maximumBytes } = name === 'img1' ? selfie : ktp;
  if (maximumBytes > 0) return maximumBytes;
  return pictures[name].megabytes * megabyte - (sizeLimit === 'exclusive' ? 1 : 0);
}

/**
 * Returns one response per status. Kinds that share a status share the response, and `oneOf` distinguishes their bodies.
 * Under a profile that gives two of them the same body, `oneOf` would reject both, so `anyOf` is used.
 */
function responsesUnder(profile: Profile, scenarios: readonly ScenarioRecord[]): Record<string, ResponseObject> {
  const responses: Record<string, ResponseObject> = {};
  const own = scenarios.filter(isOwn);
  const statuses = [...responseKinds.map((kind) => profile.status[kind]), ...own.map(({ status }) => status)];
  for (const status of [...new Set(statuses)].sort((a, b) => a - b)) {
    const kinds = responseKinds.filter((kind) => profile.status[kind] === status);
    const ownHere = own.filter((scenario) => scenario.status === status);
    responses[String(status)] = {
      description: [
        ...kinds.map((kind) => `${kind}: ${kindMeanings[kind]}`),
        ...ownHere.map(({ name, summary }) => `${name}: ${summary}`),
      ].join('\n'),
      headers: kinds.some((kind) => profile.trxNo.kinds.includes(kind))
        ? { 'X-Trx-No': { $ref: '#/components/headers/X-Trx-No' } }
        : {},
      content: {
        ...(kinds.length === 0 ? {} : { [profile.answers.contentType]: contentOfKinds(profile, kinds, scenarios) }),
        ...contentOfOwn(ownHere, kinds.length === 0 ? undefined : profile.answers.contentType),
      },
    };
  }
  return responses;
}

function contentOfKinds(profile: Profile, kinds: readonly ResponseKind[], scenarios: readonly ScenarioRecord[]) {
  return {
    schema: {
      [sameBody(profile, kinds) ? 'anyOf' : 'oneOf']: kinds.map((kind) => ({
        $ref: `#/components/schemas/${schemaName(kind)}`,
      })),
    },
    examples: referencesTo(scenarios.filter((scenario) => kinds.includes(scenario.kind) && !isOwn(scenario))),
  };
}

/**
 * The own answers of a status by their content types, without a schema. Those of the content type of the kinds are left
 * out: one schema cannot tell them from the kinds.
 */
function contentOfOwn(own: readonly ScenarioRecord[], ofKinds: string | undefined) {
  const typeOf = ({ headers }: ScenarioRecord): string =>
    Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '*/*';
  const types = [...new Set(own.map(typeOf))].filter((type) => type !== ofKinds);
  return Object.fromEntries(
    types.map((type) => [type, { examples: referencesTo(own.filter((scenario) => typeOf(scenario) === type)) }]),
  );
}

function referencesTo(scenarios: readonly ScenarioRecord[]) {
  return Object.fromEntries(scenarios.map(({ name }) => [name, { $ref: `#/components/examples/${name}` }]));
}

/** Whether a scenario is an answer of a framework or a proxy. */
function isOwn({ name }: ScenarioRecord): boolean {
  return ownAnswerNames.some((own) => ownScenarioName(own) === name);
}

function trxNoHeader(profile: Profile): HeaderObject {
  return {
    description: `Number for reconciling transactions. Sent with: ${listOf(profile.trxNo.kinds)}.`,
    schema: { type: 'string', pattern: '^[0-9]+$' },
    example: samples.trxNo,
  };
}

function listOf(kinds: readonly ResponseKind[]): string {
  return kinds.length === 0 ? 'no kind' : kinds.join(', ');
}

function exampleOf(scenario: ScenarioRecord): ExampleObject {
  return {
    summary: scenario.summary,
    value: 'json' in scenario.body ? scenario.body.json : scenario.body.text,
    'x-kind': scenario.kind,
    'x-status': scenario.status,
    'x-headers': scenario.headers,
    'x-fresh': scenario.fresh,
  };
}
