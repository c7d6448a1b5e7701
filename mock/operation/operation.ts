import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, type Contract, reasonOf } from '../../spec/index.js';
import { scenarioProblem } from '../config/scenario-names.js';
import { beforeReading, faultFor, sendAnswer, spoilt, type WrongFault } from '../faults/index.js';
import type { Limits } from '../http/limits.js';
import { ownFault, problem } from '../http/problem.js';
import { secretsIn } from '../journal/describe.js';
import type { OpenEntry, ShownRequest } from '../journal/journal.js';
import type { Violation } from '../journal/violation.js';
import type { HideSecrets } from '../privacy/hide-secrets.js';
import type { Channel, FaceEngineMode } from '../schemas/choices.js';
import type { Tenant } from '../schemas/session-types.js';
import type { Session } from '../sessions/session.js';
import type { Transaction } from '../store/ledger.js';
import { withMockHeaders } from './mock-headers.js';
import { createReader, type HeldBody } from './multipart/index.js';
import { type TakenParts, takeParts } from './multipart/take.js';
import { foreignPage } from './pages.js';
import { createFaceEngine, type FaceEngine, type Look } from './pictures/face-engine.js';
import { figuresFor, type WantedFigures } from './pictures/figures.js';
import type { Judged } from './rules/judged.js';
import { judge } from './rules/rules.js';
import { askedScenario, requestChannels, rulesAsked } from './scenarios/channels.js';
import { type Choice, chooseScenario } from './scenarios/choose.js';

/** How the pipeline is set up. */
export interface PipelineOptions {
  readonly contract: Contract;
  /** Whether answers tell in `X-Mock-*` headers how they came about. */
  readonly mockHeaders: boolean;
  /** The ways in which a scenario may be asked for. */
  readonly channels: readonly Channel[];
  /** Whether a request may ask for a fault itself, by `X-Mock-Fault` and `X-Mock-Delay`. */
  readonly requestFaults: boolean;
  /** How much the simulated face engine looks at. */
  readonly faceEngine: FaceEngineMode;
  /** Origins of pages that may read the answers. */
  readonly corsOrigins: readonly string[];
  /** What of a request is read at most. */
  readonly limits: Limits;
}

/**
 * Answers one request to the operation's path, of which `shown` may be shown. It does not fail: what goes wrong inside of it is
 * answered and journalled.
 */
export type Pipeline = (
  request: IncomingMessage,
  response: ServerResponse,
  session: Session,
  shown: ShownRequest,
) => Promise<void>;

/**
 * The life of one request, in order: the journal opens, the body is read, the pictures are looked at, the rules judge,
 * a scenario is chosen, the tenant is charged, the answer is rendered and checked, sent with its fault, and the
 * journal closes.
 */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { contract, mockHeaders, channels, requestFaults, faceEngine, corsOrigins, limits } = options;
  const readBody = createReader({
    bodyBytes: limits.bodyBytes,
    usualBytes: sum(contract.parts.map(({ picture }) => picture?.maximumBytes ?? 0)),
    fileBytes: limits.bodyBytes,
    fieldBytes: limits.fieldBytes,
    parts: limits.parts,
    keepBytes: Math.max(0, ...contract.parts.map(({ picture }) => picture?.maximumBytes ?? 0)),
    maybePicture: picturesWithoutFilename(contract),
  });
  const engine = createFaceEngine(faceEngine);

  // What a session asks for is meant for requests of the operation, and not used up by others.
  const ownChannels = channels.filter((channel) => requestChannels.includes(channel));

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    session: Session,
    entry: OpenEntry,
  ): Promise<void> => {
    const faults = faultFor(request, session.faults, requestFaults);
    const wrong = 'because' in faults ? faults : undefined;
    const fault = 'because' in faults ? undefined : faults.fault;

    await beforeReading(response, fault);
    const isOperation = request.method === contract.method;
    const body: HeldBody = isOperation ? await readBody(request, response) : noBody;
    try {
      const parts = takeParts(contract, body);
      if (body.problem?.code === 'aborted') {
        // A stall has been done to whoever gave up because of it; no other fault has begun.
        if ('giveBack' in faults && fault?.type !== 'stall-upload') faults.giveBack();
        // Refused with an answer, or just gone.
        const status = response.headersSent ? response.statusCode : 0;
        entry.decide({ body, parts, answer: { status, because: body.problem.text } });
        return entry.close(response.writableFinished ? 'answered' : 'aborted');
      }
      const looks = await lookAt(contract, parts, engine);
      const secrets = secretsIn(body.parts);
      const hide = session.hideAlso(secrets);
      // A key that is in the place of a session's id is known to be one as soon as it comes as a key as well.
      if (session.id !== undefined && secrets.includes(session.id)) session.hideName();

      // From here until the answer is decided nothing waits, so two requests cannot spend the same last balance.
      const violations = [
        ...(isOperation
          ? judgeBody(contract, session, { parts, problem: body.problem, oddity: body.oddity, looks })
          : [wrongMethod(request, contract)]),
        ...foreignPage(request, corsOrigins),
      ];
      const open = isOperation ? channels : ownChannels;
      const asked = wrong ? undefined : askedScenario(open, { request, session, parts, contract });
      const choice = chooseScenario({ contract, asked, violations, looks });
      const decided = await onFile(
        wrong
          ? hidden(wrong, hide)
          : 'unknown' in choice
            ? hiddenBecause(unknownScenario(choice.unknown, contract), hide)
            : decide(choice, contract, session, { parts, looks, hide, isCharged: fault?.charged !== 'no' }),
      );
      const told = mockHeaders
        ? withMockHeaders(decided.answer, decided.told, { id: entry.id, violations, fault, asked })
        : decided.answer;
      const wire = spoilt(told, fault, request);
      entry.decide({
        body,
        parts,
        looks,
        violations,
        answer: {
          status: wire.status,
          ...(wire.status === told.status ? {} : { decidedStatus: told.status }),
          ...decided.told,
          body: told.body,
          ...(fault === undefined ? {} : { fault }),
        },
      });
      body.release();

      const sent = await sendAnswer(response, wire, fault);
      entry.close(sent.whole ? 'answered' : 'aborted', sent.status);
    } finally {
      body.release();
    }
  };

  return async (request, response, session, shown) => {
    const entry = session.journal.open(request, shown);
    try {
      await answer(request, response, session, entry);
    } catch (error) {
      ownFault(response, error);
      const state = response.writableEnded ? 'answered' : 'aborted';
      entry.fail(state, response.headersSent ? response.statusCode : 0, reasonOf(error));
    }
  };
}

const noBody: HeldBody = { parts: [], release: () => {} };

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Waits until what was decided is on the state file; where it cannot be written, nothing was charged, and that is the answer. */
async function onFile(decided: Decided): Promise<Decided> {
  try {
    await decided.entered;
    return decided;
  } catch (error) {
    const because = `${reasonOf(error)}. Nothing was charged, so the request can be sent again.`;
    return { answer: problem(503, 'The state file cannot be written', because), told: { because } };
  }
}

/** An answer, and what the journal and the headers tell of it. */
interface Decided {
  readonly answer: Answer;
  /** Ends when what the answer costs is on the state file; absent where nothing has to be written. */
  readonly entered?: Promise<void>;
  readonly told: {
    readonly because: string;
    readonly scenario?: string;
    readonly kind?: Choice['scenario']['kind'];
    readonly selectedBy?: Choice['selectedBy'];
    readonly trxNo?: string;
  };
}

/** Tells the parts that are taken for a picture although they have no file name; none, where the contract refuses them. */
function picturesWithoutFilename({ parts, decisions }: Contract): ((name: string) => boolean) | undefined {
  const plain = (name: string): string => (decisions.parts.nameCase === 'ignored' ? name.toLowerCase() : name);
  const names = new Set(
    decisions.pictures.withoutFilename === 'accepted'
      ? parts.flatMap(({ name, picture }) => (picture ? [plain(name)] : []))
      : [],
  );
  return names.size === 0 ? undefined : (name) => names.has(plain(name));
}

async function lookAt(contract: Contract, parts: TakenParts, engine: FaceEngine): Promise<ReadonlyMap<string, Look>> {
  const pictures = contract.parts.flatMap(({ name, picture }) => {
    const file = picture && parts.file(name);
    // A file over the limit is refused for its size: what it shows is not asked any more.
    return file && file.bytes <= picture.maximumBytes ? [{ file, picture }] : [];
  });
  return new Map(
    await Promise.all(
      pictures.map(
        async ({ file, picture }): Promise<[string, Look]> => [
          file.name,
          await engine(file, { ...contract.decisions.pictures, ...picture }),
        ],
      ),
    ),
  );
}

function judgeBody(
  contract: Contract,
  session: Session,
  received: Pick<Judged, 'parts' | 'problem' | 'oddity' | 'looks'>,
): readonly Violation[] {
  const tenant = tenantOf(contract, session, received.parts);
  const refNumber = received.parts.text('refNumber') ?? '';
  const repeatedRefNumber =
    tenant !== undefined && refNumber !== '' && session.ledger.hasRefNumber(tenant.code, refNumber);
  return judge({ contract, tenant, tenants: session.tenants.list, repeatedRefNumber, ...received });
}

function tenantOf({ decisions }: Contract, { tenants }: Session, parts: TakenParts): Tenant | undefined {
  return tenants.find(parts.text('tenant_code') ?? '', parts.text('key') ?? '', decisions.credentials.tenantCodeCase);
}

/** The figures that the pictures' marks ask for: the selfie's, and where it asks for none, the card's. */
function wantedIn(looks: ReadonlyMap<string, Look>): WantedFigures {
  const marks = ['img1', 'img2'].map((name) => looks.get(name)).filter((look) => look?.readable === true);
  return {
    similarity: marks.find(({ similarity }) => similarity !== undefined)?.similarity,
    score: marks.find(({ score }) => score !== undefined)?.score,
  };
}

/** What a request is charged by. */
interface Charging extends Pick<Judged, 'parts' | 'looks'> {
  readonly hide: HideSecrets;
  readonly isCharged: boolean;
}

/** Charges the tenant, renders the scenario, and holds the result against the contract before anybody sees it. */
function decide(
  { scenario, selectedBy, because, status }: Choice,
  contract: Contract,
  session: Session,
  { parts, looks, hide, isCharged }: Charging,
): Decided {
  let trxNo: string | undefined;
  const rendered = scenario.render({
    httpDate: () => new Date().toUTCString(),
    trxNo: () => {
      trxNo ??= session.ledger.nextTrxNo(contract.decisions.trxNo.increasing);
      return trxNo;
    },
    figure: figuresFor(
      ['img1', 'img2'].flatMap((name) => parts.file(name)?.sha256 ?? []),
      wantedIn(looks),
    ),
  });
  const mismatch = scenario.isJson ? contract.bodyProblems(scenario.kind, JSON.parse(rendered.body)) : [];
  if (mismatch.length > 0) {
    const detail = `The scenario ${scenario.name} does not fit the contract: ${mismatch.join('; ')}`;
    return { answer: problem(500, 'A fault of the mock, not of the request', detail), told: { because: detail } };
  }
  // A forced success of a tenant that does not exist has nobody to charge. A number that was told is never told again.
  const tenant = isCharged ? tenantOf(contract, session, parts) : undefined;
  const { texts } = session.ledger;
  // A forced success of a tenant that does not exist has nobody to charge, one of an empty balance nothing to take.
  const charged = tenant !== undefined && tenant.balance > 0 && contract.decisions.charged.includes(scenario.kind);
  const entered = session.enter({
    ...(trxNo === undefined ? {} : { counter: session.ledger.counter() }),
    ...(tenant && scenario.kind === 'success'
      ? { used: [tenant.code, texts.remembered(parts.text('refNumber') ?? '', hide)] }
      : {}),
    // Every number that a client sees stands in the ledger, whoever pays for it.
    ...(charged || trxNo !== undefined
      ? {
          transaction: transactionOf(
            contract,
            tenant,
            (name) => {
              const text = parts.text(name);
              return text === undefined ? undefined : texts.kept(text, hide);
            },
            { scenario: scenario.name, trxNo: trxNo ?? '', charged },
          ),
        }
      : {}),
  });
  const answer =
    status === undefined ? rendered : { ...rendered, status, headers: { ...rendered.headers, Allow: contract.method } };
  return {
    answer,
    ...(entered === undefined ? {} : { entered }),
    told: {
      scenario: scenario.name,
      kind: scenario.kind,
      selectedBy,
      because,
      ...(trxNo === undefined ? {} : { trxNo }),
    },
  };
}

function transactionOf(
  { decisions }: Contract,
  tenant: Tenant | undefined,
  kept: (name: string) => string | undefined,
  answered: Pick<Transaction, 'scenario' | 'trxNo' | 'charged'>,
): Transaction {
  const code = tenant?.code ?? kept('tenant_code') ?? '';
  const loginId = kept('loginId');
  const filled = loginId === '' && decisions.parts.emptyOptional === 'as-absent' ? undefined : loginId;
  return {
    ...answered,
    refNumber: kept('refNumber') ?? '',
    tenantCode: code,
    loginId: filled ?? code,
    at: new Date().toISOString(),
  };
}

function wrongMethod({ method }: IncomingMessage, contract: Contract): Violation {
  const text = `the method is ${method}; the document names ${contract.method} only`;
  return { rule: 'method', verdict: contract.decisions.wrongMethod.kind, text, section: '1' };
}

/** A header that cannot be read may hold anything, and its answer repeats it. */
function hidden({ answer, because }: WrongFault, hide: (text: string) => string): Decided {
  return { answer: { ...answer, body: hide(answer.body) }, told: { because: hide(because) } };
}

function hiddenBecause({ answer, told }: Decided, hide: HideSecrets): Decided {
  return hidden({ answer, because: told.because }, hide);
}

function unknownScenario(name: string, contract: Contract): Decided {
  const because = `${scenarioProblem(contract, [name])}; ${rulesAsked} leaves it to the rules`;
  const names = [...contract.scenarios.keys(), rulesAsked];
  return { answer: problem(400, 'Unknown scenario', because, { scenarios: names }), told: { because } };
}
