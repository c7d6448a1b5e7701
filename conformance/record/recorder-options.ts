import type { Contract } from '../../spec/index.js';
import type { CallBudget } from '../server/spend/budget.js';
import type { Credentials } from '../wire/credentials.js';
import type { RecordedExchange, SentCredentials } from './exchange.js';
import type { Onward } from './pass-on.js';

/** What a recorder records, and where it listens. */
export interface RecorderOptions extends Omit<Onward, 'signal'> {
  readonly contract: Contract;
  /** Of the target's tenants, where the recording has them. */
  readonly credentials?: Credentials;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The budget on a server that charges. Each call is reserved before anything of it is sent. */
  readonly budget?: CallBudget;
  /** Called before anything of a request is sent, with its number. */
  readonly onSend?: (number: number) => void;
  /** Called with each exchange when it is over. */
  readonly onExchange: (exchange: RecordedExchange, sent: SentCredentials | undefined) => void;
}
