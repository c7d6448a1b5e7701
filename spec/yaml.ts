import type { OpenAPIObject } from 'openapi3-ts/oas31';
import { stringify } from 'yaml';

/** An OpenAPI document as YAML text, the form in which `spec/openapi.yaml` is committed. */
export function toYaml(document: OpenAPIObject): string {
  return stringify(document, { lineWidth: 110, aliasDuplicateObjects: false });
}
