import { type FixtureId, findFixture } from '../../../fixtures/index.js';
import type { TestCase } from '../../cases/case.js';
import { createEvidenceMask } from '../../evidence/mask.js';
import { type Credentials, credentialFor, credentialVariables } from '../../wire/credentials.js';
import { createRequest, type PartToSend } from '../../wire/request.js';
import type { HtmlOptions } from './html-options.js';

/** A part that a case sends, in words. */
export interface DescribedPart {
  readonly name: string;
  /** `file`, `text`, `file as base64 text`. */
  readonly as: string;
  /** The value of a text, or the fixture with its measures. */
  readonly content: string;
  /** The picture of a file part. */
  readonly fixture?: FixtureId;
}

/** Variables in place of the run's credentials. */
const named: Credentials = {
  funded: { code: `$${credentialVariables.code}`, key: `$${credentialVariables.key}` },
  empty: { code: `$${credentialVariables.emptyCode}`, key: `$${credentialVariables.emptyKey}` },
  isBuiltIn: false,
};

/** The parts that a case sends, with variables for secrets. Undefined for a request that is no form. */
export function sentPartsOf(
  testCase: TestCase,
  refNumber: string,
  isOwnPicture: NonNullable<HtmlOptions['isOwnPicture']>,
): readonly DescribedPart[] | undefined {
  const request = createRequest(testCase, credentialFor(testCase.tenant ?? 'funded', named) ?? named.funded, refNumber);
  if (!('parts' in request)) return undefined;
  const mask = createEvidenceMask([]);
  return request.parts.map((part) => ({
    name: part.name,
    as: formOf(part),
    content: contentOf(part, mask.text),
    ...('fixture' in part ? { fixture: part.fixture } : {}),
  }));

  function contentOf(part: PartToSend, masked: (text: string) => string): string {
    if ('value' in part) return masked(part.value);
    const fixture = findFixture(part.fixture);
    const file = 'filename' in part ? `${part.filename}, ` : '';
    if (isOwnPicture(part.fixture)) return `${file}your own picture for ${part.fixture}`;
    if (!fixture) return `${file}${part.fixture}`;
    const { format, width, height, bytes } = fixture.facts;
    const size = width > 0 ? `${width} x ${height}, ` : '';
    return `${file}${part.fixture}: ${fixture.title} (${format}, ${size}${bytes.toLocaleString('en')} bytes)`;
  }
}

function formOf(part: PartToSend): string {
  switch (part.type) {
    case 'text':
      return 'text';
    case 'text-as-file':
      return `text with the file name ${part.filename}`;
    case 'file':
      return `file, ${part.contentType}`;
    case 'file-without-name':
      return `file without a name, ${part.contentType}`;
    case 'file-as-text':
      return 'text: the file in base64';
  }
}
