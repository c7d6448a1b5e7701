import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { ambiguities } from '../ambiguities/index.js';
import { decisionAt, decisions, pathsGovernedBy, profilePaths } from '../decisions/index.js';
import { decisionsOf, documented } from '../profile.js';
import { valueUnder } from '../reading-values.js';
import { builtInNames, loadProfile, profileSchema } from './index.js';

describe('the built-in profiles', () => {
  it.each(builtInNames)('%s has every decision, and the provenance of each', async (name) => {
    const { profile: loaded, origins } = await loadProfile(name);
    expect(loaded.name).toBe(name);
    for (const path of profilePaths) {
      expect(decisionAt(loaded, path), path).toBeDefined();
      expect(origins[path].note, path).toMatch(/\w/);
    }
  });

  it('documented cites the document where it states a decision, and otherwise the assumption of the register', async () => {
    const { origins } = await loadProfile('documented');
    expect(origins['parts.required']).toMatchObject({ source: 'documented', note: 'section 1, column Compulsory' });
    expect(origins['status.success'].source).toBe('assumed');
    expect(origins['status.success'].note).toMatch(/^http-status: /);
  });

  it('rest differs from documented in the statuses of the failures only', async () => {
    const { profile: loaded } = await loadProfile('rest');
    const { name, summary } = loaded;
    expect([name, summary]).not.toContain('');
    expect(decisionsOf(loaded)).toEqual({
      ...decisionsOf(documented),
      status: {
        success: 200,
        'insufficient-balance': 402,
        'parameter-invalid': 400,
        'invalid-credentials': 401,
        'image-too-large': 413,
        'face-compare-error': 422,
        'liveness-error': 422,
      },
    });
  });

  it('list-result has a list, the word Failed, HTTP 200 for failures, and an optional refNumber', async () => {
    const { profile: loaded } = await loadProfile('list-result');
    const differing = profilePaths.filter(
      (path) => JSON.stringify(decisionAt(loaded, path)) !== JSON.stringify(decisionAt(documented, path)),
    );
    expect(differing).toEqual(['answers.result', 'answers.statusWords.failure', 'parts.required']);
    expect(loaded.answers).toMatchObject({ result: 'list', statusWords: { failure: 'Failed' } });
    expect(loaded.parts.required).toEqual(['img1', 'img2', 'key', 'tenant_code']);
    expect(new Set(Object.values(loaded.status))).toEqual(new Set([200]));
  });
});

describe('the allowed values of a decision', () => {
  const ajv = new Ajv2020({ strict: false });

  it.each(profilePaths)('%s allow the value of documented', (path) => {
    expect(ajv.validate(decisions[path].schema, decisionAt(documented, path))).toBe(true);
  });

  it('include the value of every reading in the register', () => {
    for (const { id, readings } of ambiguities) {
      for (const reading of readings.filter(({ value }) => value !== undefined))
        for (const path of pathsGovernedBy(id))
          expect(ajv.validate(decisions[path].schema, valueUnder(path, reading)), `${id}: ${path}`).toBe(true);
    }
  });

  it.each(profilePaths)('%s exclude every other type', (path) => {
    expect(ajv.validate(decisions[path].schema, { no: 'decision' })).toBe(false);
  });
});

describe('the published schema', () => {
  it('is the one that the kit validates with', async () => {
    const committed: unknown = JSON.parse(
      await readFile(join(import.meta.dirname, '..', 'profile.schema.json'), 'utf8'),
    );
    expect(committed).toEqual(JSON.parse(JSON.stringify(profileSchema())));
    expect(new Ajv2020({ strict: false }).validateSchema(profileSchema())).toBe(true);
  });

  it('describes every decision with the question of the register', () => {
    for (const path of profilePaths) {
      const inSchema = `properties.decisions.properties.${path.replaceAll('.', '.properties.')}`;
      const { description } = decisionAt(profileSchema(), inSchema) as { description?: string };
      expect(description, path).toMatch(/\?$/);
    }
  });
});
