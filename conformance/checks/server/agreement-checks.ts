import { failed, notApplicable, passed } from '../check.js';
import type { ServerCheck } from './context.js';
import { areContradicting, type FigureName, measuredIn } from './verdict-figures.js';

/** Checks that the figures of a run's successes go with their verdicts. */
export const agreementChecks: readonly ServerCheck[] = [
  createAgreementCheck('similarity', 'compare'),
  createAgreementCheck('score', 'live'),
];

/** Over the successes of a run, a figure that goes with True is higher than one that goes with False. */
function createAgreementCheck(name: FigureName, verdict: 'compare' | 'live'): ServerCheck {
  return {
    id: `${name}-agrees`,
    title: `${name} is higher where ${verdict} is True than where it is not`,
    source: { requirements: [`success-${name}`, `success-${verdict}`] },
    kinds: ['success'],
    judge: (context) => {
      const { earlier, contract } = context;
      const measured = measuredIn(context, name, contract);
      const others = earlier.flatMap((answer) => measuredIn(answer, name, contract) ?? []);
      if (!measured || others.length === 0) return notApplicable;
      const other = others.find((one) => areContradicting(measured, one));
      const bound = measured.says === 'True' ? 'more' : 'less';
      return other
        ? failed(
            `${bound} than the ${name} of an earlier answer with ${verdict} ${other.says}: ${other.figure}`,
            `${measured.figure} with ${verdict} ${measured.says}`,
          )
        : passed;
    },
  };
}
