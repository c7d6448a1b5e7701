import type { JSX } from 'preact';
import type { FixtureId } from '../../../fixtures/index.js';
import type { CheckResult } from '../../checks/check.js';
import type { CaseResult, Evidence, WireEvidence } from '../../evidence/verdict.js';
import { verdictSigns } from '../case-lines.js';
import { placeOf } from '../places.js';
import { sentPartsOf } from '../sent-parts.js';
import { escapeInvisible } from '../visible-text.js';
import type { HtmlOptions } from './html-options.js';
import { ExpectedAndActual, KindName, Plain, ScrollingTable, Verbatim } from './parts.js';
import { thumbnailId } from './thumbnail-sheet.js';

/** One case: a line, and all that the run knows of it inside. An example of a cause is open in print. */
export function CaseEntry({
  result,
  options,
  isExample,
}: {
  readonly result: CaseResult;
  readonly options: HtmlOptions;
  readonly isExample: boolean;
}): JSX.Element {
  const { case: testCase, verdict, durationMs } = result;
  return (
    <details class="case" data-verdict={verdict} data-example={isExample ? '' : undefined}>
      <summary>
        <span class={`sign ${verdict}`} role="img" aria-label={verdict}>
          {verdictSigns[verdict][0]}
        </span>
        <span class="id">{testCase.id}</span>
        <span class="title">{testCase.title}</span>
        <span class="time">{verdict === 'skipped' ? '' : `${durationMs} ms`}</span>
      </summary>
      <div class="inside" id={`case-${testCase.id}`}>
        <CaseFacts result={result} />
        <Checks checks={result.checks} />
        <Sent result={result} options={options} />
        {result.evidence && <Answer evidence={result.evidence} />}
        {result.reproduce !== undefined && <Verbatim label="Once more" text={result.reproduce} />}
      </div>
    </details>
  );
}

function CaseFacts({ result }: { readonly result: CaseResult }): JSX.Element {
  const { case: testCase, kind, answered, verdict, reason, notes = [], evidence } = result;
  return (
    <dl>
      <dt>Verdict</dt>
      <dd class={verdict}>
        {verdict}
        {reason === undefined ? '' : `: ${escapeInvisible(reason)}`}
      </dd>
      <dt>Expected kind</dt>
      <dd>
        <KindName kind={kind} />
      </dd>
      {answered !== undefined && (
        <>
          <dt>Kind of the answer</dt>
          <dd>
            <KindName kind={answered} />
          </dd>
        </>
      )}
      {testCase.requirements.length > 0 && (
        <>
          <dt>Document</dt>
          <dd>{placeOf([{ requirements: testCase.requirements }])}</dd>
        </>
      )}
      {testCase.ambiguities.length > 0 && (
        <>
          <dt>Open questions</dt>
          <dd>{testCase.ambiguities.join(', ')}</dd>
        </>
      )}
      {evidence && evidence.mayHaveBeenCharged > 0 && (
        <>
          <dt>Cost</dt>
          <dd>{evidence.mayHaveBeenCharged} that may have been charged</dd>
        </>
      )}
      {notes.map((note) => (
        <>
          <dt>Note</dt>
          <dd>
            <Plain text={note} />
          </dd>
        </>
      ))}
    </dl>
  );
}

function Checks({ checks }: { readonly checks: readonly CheckResult[] }): JSX.Element | null {
  if (checks.length === 0) return null;
  const passed = checks.filter(({ outcome }) => outcome === 'passed');
  return (
    <>
      {checks
        .filter(({ outcome }) => outcome !== 'passed')
        .map((check) => (
          <CheckNotPassed key={check.id} check={check} />
        ))}
      {passed.length > 0 && (
        <>
          <h3 class="sub">Checks that passed: {passed.length}</h3>
          <ul class="cases">
            {passed.map(({ id, title }) => (
              <li key={id} title={title}>
                {id}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function CheckNotPassed({ check }: { readonly check: CheckResult }): JSX.Element {
  const { id, title, outcome, expected = '', actual = '', source, reading, known } = check;
  return (
    <div>
      <h3 class="sub">
        <span class={known ? 'known' : outcome}>{known ? 'known' : outcome}</span>: <code>{id}</code>, {title}
      </h3>
      <ExpectedAndActual expected={expected} actual={actual} />
      <p class="soft">Document: {placeOf([source])}</p>
      {reading && (
        <p class="soft">
          The document leaves {reading.ambiguity} open
          {reading.reading === undefined ? '; no reading has this answer' : `; the answer fits ${reading.reading}`}.
        </p>
      )}
      {known && (
        <p class="soft">
          Known until {known.expires}, {escapeInvisible(known.owner)}: {escapeInvisible(known.reason)}
        </p>
      )}
    </div>
  );
}

function Sent({ result, options }: { readonly result: CaseResult; readonly options: HtmlOptions }): JSX.Element | null {
  const { case: testCase, evidence, checks } = result;
  if (evidence?.requests) return <Requests requests={evidence.requests} />;
  if (checks.length === 0 && !evidence) return null;
  const parts = sentPartsOf(testCase, evidence?.refNumber ?? '', options.isOwnPicture);
  if (!parts) {
    const { method, contentType, body } = 'raw' in testCase.request ? testCase.request.raw : { method: 'POST' };
    return (
      <Verbatim
        label="Sent"
        text={[method, ...(contentType === undefined ? [] : [`Content-Type: ${contentType}`]), body ?? ''].join('\n')}
      />
    );
  }
  return (
    <>
      <h3 class="sub">Sent</h3>
      <ScrollingTable label={`Parts that ${testCase.id} sends`} columns={['part', 'as', 'content']}>
        {parts.map(({ name, as, content, fixture }, at) => (
          <tr key={at}>
            <td>
              <code>{escapeInvisible(name)}</code>
            </td>
            <td>{escapeInvisible(as)}</td>
            <td>
              <Picture fixture={fixture} options={options} />
              {escapeInvisible(content)}
            </td>
          </tr>
        ))}
      </ScrollingTable>
    </>
  );
}

/** The thumbnail of a fixture, which stands once in the page. The words beside it say what it shows. */
function Picture({
  fixture,
  options,
}: {
  readonly fixture: FixtureId | undefined;
  readonly options: HtmlOptions;
}): JSX.Element | null {
  const found = fixture && options.thumbnails?.get(fixture);
  if (!found) return null;
  const { width, height } = found;
  return (
    <svg class="thumbnail" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <use href={`#${thumbnailId(fixture)}`} />
    </svg>
  );
}

/** What a client had on the wire, oldest first. */
function Requests({ requests }: { readonly requests: readonly WireEvidence[] }): JSX.Element {
  const lines = requests.map(({ method, path, headers, parts, status }) =>
    [
      `${method} ${path}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      ...parts.map((part) =>
        'value' in part
          ? `part ${part.name}: ${part.value}`
          : `part ${part.name}: ${part.filename ?? 'no file name'}, ${part.bytes} bytes, sha256 ${part.sha256}`,
      ),
      `answered with ${status ?? 'nothing'}`,
    ].join('\n'),
  );
  return <Verbatim label="Requests of the client" text={lines.join('\n\n')} />;
}

function Answer({ evidence }: { readonly evidence: Evidence }): JSX.Element {
  const { answer, transportError, report } = evidence;
  return (
    <>
      {transportError !== undefined && <Verbatim label="No answer" text={transportError} />}
      {answer && (
        <Verbatim
          label={`Answer: HTTP ${answer.status}`}
          text={[...Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}\n`), `\n${answer.body}`]
            .join('')
            .replace(/^\n/, '')}
        />
      )}
      {report && <Verbatim label="What the client reported" text={JSON.stringify(report, null, 2)} />}
    </>
  );
}
