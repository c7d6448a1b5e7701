import { createRequire } from 'node:module';
import type { OpenAPIObject } from 'openapi3-ts/oas31';

/** An OpenAPI document as YAML text, the form in which `spec/openapi.yaml` is committed. */
export function toYaml(document: OpenAPIObject): string {
  // Loaded here and not above: a mock that prints no YAML starts faster.
  const { stringify } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  return stringify(document, { lineWidth: 110, aliasDuplicateObjects: false });
}
