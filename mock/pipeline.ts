import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, type Contract, reasonOf } from '../spec/index.js';
import { ledgerText, type Transaction } from './books/ledger.js';
import type { Tenant } from './books/tenants.js';
import type { Limits } from './connection/limits.js';
import { beforeReading, type Fault, faultNames, parseFault, sendAnswer } from './faults/index.js';
import { askedScenario, type Channel } from './judging/channels.js';
import { type Choice, chooseScenario } from './judging/choose.js';
import { type Judged, judge, type Violation } from './judging/rules.js';
import { type TakenParts, takeParts } from './judging/take.js';
import { createReader, type HeldBody } from './multipart/index.js';
import { createFaceEngine, type FaceEngine, type FaceEngineMode, type Look } from './pictures/face-engine.js';
import { figuresFor, type WantedFigures } from './pictures/figures.js';
import { problem } from './problem.js';
import { headerOf } from './request.js';
import type { Session } from './sessions/session.js';

/** How the pipeline is set up. */
export interface PipelineOptions {
  readonly contract: Contract;
  /** Whether answers tell in `X-Mock-*` headers how they came about. */
  readonly mockHeaders: boolean;
  /** The ways in which a scenario may be asked for. */
  readonly channels: readonly Channel[];
  /** How much the simulated face engine looks at. */
  readonly faceEngine: FaceEngineMode;
  /** What of a request is read at most. */
  readonly limits: Limits;
}

/** Answers one request to the operation's path. */
export type Pipeline = (request: IncomingMessage, response: ServerResponse, session: Session) => Promise<void>;

/**
 * The life of one request, in order: the journal opens, the body is read, the pictures are looked at, the rules judge,
 * a scenario is chosen, the tenant is charged, the answer is rendered and checked, sent with its fault, and the
 * journal closes.
 */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { contract, mockHeaders, channels, faceEngine, limits } = options;
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

  return async (request, response, session) => {
    const entry = session.journal.open(request);
    const fault = faultFor(request, session);

    if (!('unknown' in fault)) await beforeReading(response, fault.fault);
    const body: HeldBody = request.method === contract.method ? await readBody(request, response) : noBody;
    if (body.problem?.code === 'aborted') {
      entry.decide({ body, answer: { status: 0, because: body.problem.text } });
      body.release();
      return entry.close('aborted');
    }
    const parts = takeParts(contract, body);
    const looks = await lookAt(contract, parts, engine);

    // From here until the answer is decided nothing waits, so two requests cannot spend the same last balance.
    const violations =
      request.method === contract.method
        ? judgeBody(contract, session, { parts, problem: body.problem, oddity: body.oddity, looks })
        : [wrongMethod(request, contract)];
    const choice = chooseScenario({
      contract,
      asked: askedScenario(channels, { request, session, parts, contract }),
      violations,
      looks,
    });
    const decided = await onFile(
      'unknown' in fault
        ? unknownFault(fault.unknown)
        : 'unknown' in choice
          ? unknownScenario(choice.unknown, contract)
          : decide(choice, contract, session, { parts, looks }),
    );
    const answer = mockHeaders ? withMockHeaders(decided, entry.id, violations) : decided.answer;
    const done = 'unknown' in fault ? {} : fault;
    entry.decide({
      body,
      looks,
      violations,
      answer: { status: answer.status, ...decided.told, body: answer.body, ...done },
    });
    body.release();

    const sent = await sendAnswer(response, answer, done.fault);
    entry.close(sent ? 'answered' : 'aborted');
  };
}

const noBody: HeldBody = { parts: [], release: () => {} };

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The fault that a request asks for in `X-Mock-Fault` or `X-Mock-Delay` (milliseconds), else the session's. */
function faultFor(
  request: IncomingMessage,
  { faults }: Session,
): { readonly fault?: Fault } | { readonly unknown: string } {
  const delay = headerOf(request, 'x-mock-delay');
  const asked = headerOf(request, 'x-mock-fault') ?? (delay === undefined ? undefined : `delay; ms=${delay}`);
  if (asked === undefined) {
    const fault = faults.next();
    return fault ? { fault } : {};
  }
  try {
    return { fault: faults.drawn(parseFault(asked)) };
  } catch (error) {
    return { unknown: reasonOf(error) };
  }
}

function unknownFault(because: string): Decided {
  return { answer: problem(400, 'Unknown fault', because, { faults: faultNames }), told: { because } };
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
function picturesWithoutFilename({ parts, rules }: Contract): ((name: string) => boolean) | undefined {
  const plain = (name: string): string => (rules.partNameCase === 'ignored' ? name.toLowerCase() : name);
  const names = new Set(
    parts.flatMap(({ name, picture }) => (picture?.withoutFilename === 'accepted' ? [plain(name)] : [])),
  );
  return names.size === 0 ? undefined : (name) => names.has(plain(name));
}

async function lookAt(contract: Contract, parts: TakenParts, engine: FaceEngine): Promise<ReadonlyMap<string, Look>> {
  const pictures = contract.parts.flatMap(({ name, picture }) => {
    const file = picture && parts.file(name);
    // A file over the limit is refused for its size: what it shows is not asked any more.
    return file && file.bytes <= picture.maximumBytes ? [file] : [];
  });
  return new Map(
    await Promise.all(pictures.map(async (file): Promise<[string, Look]> => [file.name, await engine(file)])),
  );
}

function judgeBody(
  contract: Contract,
  session: Session,
  received: Pick<Judged, 'parts' | 'problem' | 'oddity' | 'looks'>,
): readonly Violation[] {
  const tenant = tenantOf(contract, session, received.parts);
  const refNumber = ledgerText(received.parts.text('refNumber') ?? '');
  const repeatedRefNumber =
    tenant !== undefined && refNumber !== '' && session.ledger.hasRefNumber(tenant.code, refNumber);
  return judge({ contract, tenant, repeatedRefNumber, ...received });
}

function tenantOf({ rules }: Contract, { tenants }: Session, parts: TakenParts): Tenant | undefined {
  return tenants.find(parts.text('tenant_code') ?? '', parts.text('key') ?? '', rules.tenantCodeCase);
}

/** The figures that the pictures' marks ask for: the selfie's, and where it asks for none, the card's. */
function wantedIn(looks: ReadonlyMap<string, Look>): WantedFigures {
  const marks = ['img1', 'img2'].map((name) => looks.get(name)).filter((look) => look?.readable === true);
  return {
    similarity: marks.find(({ similarity }) => similarity !== undefined)?.similarity,
    score: marks.find(({ score }) => score !== undefined)?.score,
  };
}

/** Charges the tenant, renders the scenario, and holds the result against the contract before anybody sees it. */
function decide(
  { scenario, selectedBy, because, status }: Choice,
  contract: Contract,
  session: Session,
  { parts, looks }: Pick<Judged, 'parts' | 'looks'>,
): Decided {
  let trxNo: string | undefined;
  const rendered = scenario.render({
    httpDate: () => new Date().toUTCString(),
    trxNo: () => {
      trxNo ??= session.ledger.nextTrxNo(contract.rules.trxNo.increasing);
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
  const tenant = tenantOf(contract, session, parts);
  const refNumber = ledgerText(parts.text('refNumber') ?? '');
  // A forced success of a tenant that does not exist has nobody to charge, one of an empty balance nothing to take.
  const charged = tenant !== undefined && tenant.balance > 0 && contract.rules.charged.includes(scenario.kind);
  const entered = session.enter({
    ...(trxNo === undefined ? {} : { counter: session.ledger.counter() }),
    ...(tenant && scenario.kind === 'success' ? { used: [tenant.code, refNumber] } : {}),
    // Every number that a client sees stands in the ledger, whoever pays for it.
    ...(charged || trxNo !== undefined
      ? {
          transaction: transactionOf(contract, tenant, parts, { scenario: scenario.name, trxNo: trxNo ?? '', charged }),
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
  { rules }: Contract,
  tenant: Tenant | undefined,
  parts: TakenParts,
  answered: Pick<Transaction, 'scenario' | 'trxNo' | 'charged'>,
): Transaction {
  const code = tenant?.code ?? ledgerText(parts.text('tenant_code') ?? '');
  const loginId = parts.text('loginId');
  const filled = loginId === '' && rules.emptyOptionalPart === 'as-absent' ? undefined : loginId;
  return {
    ...answered,
    refNumber: ledgerText(parts.text('refNumber') ?? ''),
    tenantCode: code,
    loginId: ledgerText(filled ?? code),
    at: new Date().toISOString(),
  };
}

function wrongMethod({ method }: IncomingMessage, contract: Contract): Violation {
  const text = `the method is ${method}; the document names ${contract.method} only`;
  return { rule: 'method', verdict: contract.rules.wrongMethod.kind, text, section: '1' };
}

function unknownScenario(name: string, { scenarios }: Contract): Decided {
  const because = `no scenario is called ${JSON.stringify(name.slice(0, 100))}`;
  return { answer: problem(400, 'Unknown scenario', because, { scenarios: [...scenarios.keys()] }), told: { because } };
}

function withMockHeaders({ answer, told }: Decided, id: string, violations: readonly Violation[]): Answer {
  return {
    ...answer,
    headers: {
      ...answer.headers,
      'X-Mock-Request-Id': id,
      ...(told.scenario ? { 'X-Mock-Scenario': told.scenario } : {}),
      ...(told.selectedBy ? { 'X-Mock-Selected-By': told.selectedBy } : {}),
      // RFC 7240: the client hears that its preference was followed.
      ...(told.selectedBy === 'prefer' ? { 'Preference-Applied': `example=${told.scenario}` } : {}),
      // A count, not a list: lists of violations have passed the 8 KB that clients allow for headers.
      'X-Mock-Violations': String(violations.filter(({ verdict }) => verdict !== 'accepted').length),
    },
  };
}
