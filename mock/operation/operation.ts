import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, type Contract, reasonOf } from '../../spec/index.js';
import { beforeReading, faultFor, sendAnswer, spoilt } from '../faults/index.js';
import type { Limits } from '../http/limits.js';
import { sendInternalError } from '../http/problem.js';
import { secretsIn } from '../journal/describe.js';
import type { OpenEntry, ShownRequest } from '../journal/journal.js';
import type { ReceivedBody } from '../journal/received.js';
import type { HideSecrets } from '../privacy/hide-secrets.js';
import type { Channel, FaceEngineMode } from '../schemas/choices.js';
import type { JournalAnswer } from '../schemas/journal-types.js';
import type { Session } from '../sessions/session.js';
import type { Account } from '../store/store.js';
import { balanceAround, chargeFor, isOutdated, type Settled, settleCharge } from './charge.js';
import { describeAnswer } from './describe.js';
import { hintHeader } from './hint-header.js';
import { createPictureInspector } from './inspect.js';
import { lookUpAccount } from './look-up.js';
import { withMockHeaders } from './mock-headers.js';
import { countParts } from './multipart/count-parts.js';
import { figureSeed } from './pictures/figures.js';
import { createBodyReader } from './read-body.js';
import { renderAnswer } from './render.js';
import { type RequestedScenario, requestChannels, requestedScenario } from './scenarios/channels.js';
import { type Choice, chooseScenario, type OwnAnswer } from './scenarios/choose.js';
import { validateRequest } from './validate.js';

/** What may be displayed of a request, and where it is explained. */
export interface RequestAddress {
  readonly shown: ShownRequest;
  /**
   * Returns the address of the inspector and the admin API of the session. The session's displayed name, which is in it,
   * may depend on the request's body.
   */
  readonly adminUrl: () => string;
}

/** Options for the pipeline. */
export interface PipelineOptions {
  readonly contract: Contract;
  /** Whether `X-Mock-*` headers explain each answer. */
  readonly mockHeaders: boolean;
  /** The channels through which a scenario may be requested. */
  readonly channels: readonly Channel[];
  /** Whether a request may set its own fault with `X-Mock-Fault` and `X-Mock-Delay`. */
  readonly requestFaults: boolean;
  /** How much the simulated face engine inspects. */
  readonly faceEngine: FaceEngineMode;
  /** Origins of pages that may read the answers. */
  readonly corsOrigins: readonly string[];
  /** Limits on the request. */
  readonly limits: Limits;
}

/**
 * Answers one request to the operation's path. It never rejects: internal errors are answered and logged in the journal.
 */
export type Pipeline = (
  request: IncomingMessage,
  response: ServerResponse,
  session: Session,
  address: RequestAddress,
) => Promise<void>;

/**
 * Creates the operation. `answer` is the life of one request, from top to bottom: its fault, its body, its parts, the
 * inspections of its pictures, its account, its violations, the scenario, the charge, the answer, the journal, the
 * sending. The journal entry is opened before the first step and closed by the last one.
 */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { contract, corsOrigins, mockHeaders, requestFaults } = options;
  const readBody = createBodyReader(contract, options.limits);
  const inspectPictures = createPictureInspector(contract, options.faceEngine);

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    session: Session,
    { entry, adminUrl }: Pick<RequestAddress, 'adminUrl'> & { readonly entry: OpenEntry },
  ) => {
    const plan = await session.takeStep('faults', () => faultFor(request, session.faults, requestFaults));
    const wrongFault = 'reason' in plan ? plan : undefined;
    const fault = 'reason' in plan ? undefined : plan.fault;
    await beforeReading(response, fault);

    const body = await readBody(request, response);
    try {
      const parts = countParts(contract, body);
      if (body.problem?.code === 'aborted') {
        // The client aborted during a stall, so that fault is used up. Other faults had not begun, so the next request
        // gets them.
        const released =
          'release' in plan && fault?.type !== 'stall-upload' ? session.takeStep('faults', plan.release) : undefined;
        // Not awaited in vain: the mock may be closing.
        if (released) await released;
        const status = response.headersSent ? response.statusCode : 0;
        void entry.decide({ body, parts, answer: { status, reason: body.problem.text } });
        return entry.close(response.writableFinished ? 'answered' : 'aborted');
      }
      const inspections = await inspectPictures(parts);
      const hide = hideSecrets(session, body);

      const channels = openChannels(request, options);
      const lookUp = (): Promise<Account> => lookUpAccount(session.store, { contract, request, parts });
      const requestedFor = ({ tenant }: Account): RequestedScenario | undefined =>
        wrongFault ? undefined : requestedScenario(channels, { request, session, parts, contract, tenant });
      let account = await lookUp();
      const isCounted = !wrongFault && request.method === contract.method;
      const step = await session.takeStep('answers', () => ({
        place: isCounted ? session.takePlace() : session.placesTaken(),
        requested: requestedFor(account),
      }));
      const { place } = step;
      let { requested } = step;
      const time = (): Date => session.timeAt(place);
      let violations: ReturnType<typeof validateRequest>;
      let choice: Choice | OwnAnswer;
      let settled: Settled;
      let balance: JournalAnswer['balance'];
      // Repeats when a concurrent request changed the account, for example used the last of the balance.
      for (;;) {
        violations = validateRequest({ contract, request, body, parts, inspections, account, corsOrigins });
        choice = chooseScenario({ contract, wrongFault, requested, violations, inspections });
        const charge = chargeFor(choice, { contract, account, parts, hide, fault, time });
        settled = await settleCharge(session.store, charge);
        balance = balanceAround(account, charge, settled);
        if (!isOutdated(settled)) break;
        account = await lookUp();
        // A tenant that is gone has no scenario any more. Lower channels have not been read yet.
        if (requested?.channel === 'tenant') requested = await session.takeStep('answers', () => requestedFor(account));
      }

      const rendered = renderAnswer(choice, settled, {
        contract,
        parts,
        inspections,
        hide,
        time,
        figureSeed: session.seed === undefined ? undefined : figureSeed(session.seed, place),
      });
      const dated = session.hasClock ? withDate(rendered.answer, time()) : rendered.answer;
      const whole = mockHeaders
        ? withMockHeaders(dated, rendered.origin, {
            id: entry.id,
            violations,
            fault,
            requested,
            hint: hintHeader({ contract, body, violations, hide }),
            adminUrl,
          })
        : dated;
      const wire = spoilt(whole, fault, request);
      await entry.decide({
        body,
        parts,
        inspections,
        violations,
        answer: describeAnswer(rendered, { whole, wire, fault, balance }),
      });
      body.release();

      const sent = await sendAnswer(response, wire, fault);
      entry.close(sent.whole ? 'answered' : 'aborted', sent.status);
    } finally {
      body.release();
    }
  };

  return async (request, response, session, { shown, adminUrl }) => {
    const entry = session.journal.open(request, shown);
    try {
      await answer(request, response, session, { entry, adminUrl });
    } catch (error) {
      sendInternalError(response, error);
      const state = response.writableEnded ? 'answered' : 'aborted';
      entry.fail(state, response.headersSent ? response.statusCode : 0, reasonOf(error));
    }
  };
}

/** HTTP's own date is that of the session's clock, too. Without one, Node.js adds it. */
function withDate(answer: Answer, time: Date): Answer {
  return { ...answer, headers: { ...answer.headers, Date: time.toUTCString() } };
}

/** Creates the masking of the tenants' keys and the request's own secrets. */
function hideSecrets(session: Session, body: ReceivedBody): HideSecrets {
  const secrets = secretsIn(body.parts);
  // A session id is recognized as a secret once a request also sends it as its key.
  if (session.id !== undefined && secrets.includes(session.id)) session.hideName();
  return session.hideAlso(secrets);
}

/**
 * Returns the channels that a request may use. Session settings apply only to the operation's method; other methods do
 * not consume them.
 */
function openChannels(
  { method }: IncomingMessage,
  { contract, channels }: Pick<PipelineOptions, 'contract' | 'channels'>,
): readonly Channel[] {
  return method === contract.method ? channels : channels.filter((channel) => requestChannels.includes(channel));
}
