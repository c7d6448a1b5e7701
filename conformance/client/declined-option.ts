import { InvalidArgumentError, Option } from 'commander';
import { nearest } from '../../spec/index.js';
import { type Capability, capabilities, capabilityNames, type Declined } from '../cases/capability.js';

/** Creates the flag by which a run declines capabilities for its client. */
export function declinedOption(): Option {
  return new Option(
    '--without <capability=reason>',
    `skip the cases that use something which the client cannot do, with your reason; may be repeated. There are ${capabilityNames.join(', ')}`,
  )
    .argParser(parseDeclined)
    .default({}, 'nothing');
}

function parseDeclined(text: string, declined: Declined): Declined {
  const [, name = '', reason = ''] = /^([^=]*)=?(.*)$/s.exec(text) ?? [];
  if (!isCapability(name)) {
    const meant = nearest(name, capabilityNames);
    throw new InvalidArgumentError(
      `There are ${capabilityNames.join(', ')}${meant === undefined ? '' : ` (did you mean ${meant}?)`}.`,
    );
  }
  if (reason.trim() === '')
    throw new InvalidArgumentError(
      `Give the reason too, e.g. '${name}=our library cannot'. A client that has it ${capabilities[name]}.`,
    );
  return { ...declined, [name]: reason.trim().replaceAll(/\s+/g, ' ') };
}

function isCapability(name: string): name is Capability {
  return Object.hasOwn(capabilities, name);
}
