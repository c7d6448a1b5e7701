import { useState } from 'preact/hooks';
import { curlFor } from '../../api/call-admin.js';
import { page } from '../../state/page.js';
import { CurlBlock } from '../curl-block.js';
import { LazyDetails } from '../lazy-details.js';
import { MarkedText } from '../marked-text.js';
import { exampleCall, isStream, type ShownOperation, type ShownSchema } from './admin-document.js';
import { BodyDescription } from './body-description.js';
import { TryGet } from './try-get.js';

type Values = Readonly<Record<string, string>>;

/** One operation, and on demand its parameters, body, answers, curl line and, for a GET, a form that tries it. */
export function OperationCard({
  operation,
  schemas,
}: {
  readonly operation: ShownOperation;
  readonly schemas: Readonly<Record<string, ShownSchema>>;
}) {
  const { method, path, summary } = operation;
  const head = (
    <>
      <code class={`method method-${method.toLowerCase()}`}>{method}</code> <code class="path">/__admin{path}</code>{' '}
      <span class="soft">
        <MarkedText text={summary} />
      </span>
    </>
  );
  return (
    <li class="card">
      <LazyDetails summary={head}>{() => <OperationDetail operation={operation} schemas={schemas} />}</LazyDetails>
    </li>
  );
}

function OperationDetail({
  operation,
  schemas,
}: {
  readonly operation: ShownOperation;
  readonly schemas: Readonly<Record<string, ShownSchema>>;
}) {
  const { method, parameters, requestBody, responses, security } = operation;
  const [values, setValues] = useState<Values>({ session: page.session ?? '' });
  const call = exampleCall(operation, values);
  const curl = curlFor(call);
  const canTry = method === 'GET' && !isStream(operation);
  return (
    <>
      {security?.length === 0 && <p class="small">It needs no token, even if the mock has one.</p>}
      {parameters.length > 0 && (
        <fieldset>
          <legend>Parameters</legend>
          {parameters.map(({ name, in: place, description }) => (
            <label key={name} class="parameter">
              <span>
                <code>{name}</code> <span class="soft small">{place === 'path' ? 'in the path' : 'in the query'}</span>
              </span>
              <input
                autocomplete="off"
                value={values[name] ?? ''}
                required={place === 'path'}
                onInput={({ currentTarget }) => setValues({ ...values, [name]: currentTarget.value })}
              />
              <span class="soft small">
                <MarkedText text={description ?? ''} />
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {requestBody && <BodyDescription body={requestBody} schemas={schemas} />}
      <Answers responses={responses} />
      <CurlBlock curl={isStream(operation) ? curl.replace(/^curl/, 'curl -N') : curl} />
      {canTry && <TryGet call={call} isComplete={!call.path.includes('<')} />}
    </>
  );
}

function Answers({ responses }: Pick<ShownOperation, 'responses'>) {
  return (
    <>
      <h4>Answers</h4>
      <ul class="plain">
        {Object.entries(responses).map(([status, { description, content }]) => (
          <li key={status}>
            <b>{status === 'default' ? 'any other' : status}</b> <MarkedText text={description} />{' '}
            <span class="soft small">{Object.keys(content ?? {}).join(', ')}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
