import { KitError } from '../../spec/index.js';

/** What one call costs. */
export interface Price {
  /** The money for a number of calls, e.g. `IDR 9,000`. */
  readonly format: (calls: number) => string;
}

const pricePattern = /^(\d{1,12})(?:\.(\d{1,6}))?$/;

/**
 * Reads what a call costs from its amount, e.g. `1500` or `0.075`, and its currency, e.g. `IDR`. Undefined without both.
 * Multiplies whole numbers only, so no sum is rounded.
 *
 * @throws KitError `usage` for one without the other, for an amount that is none, and for an unknown currency
 */
export function readPrice(amount: string | undefined, currency: string | undefined): Price | undefined {
  if (amount === undefined && currency === undefined) return undefined;
  if (amount === undefined || currency === undefined)
    throw new KitError(
      'usage',
      `${amount === undefined ? 'a currency has no price' : 'a price has no currency'}; give both, e.g. --price 1500 --currency IDR`,
    );
  const [, whole, fraction = ''] = pricePattern.exec(amount) ?? [];
  if (whole === undefined)
    throw new KitError(
      'usage',
      `the price ${JSON.stringify(amount)} is not an amount; give digits, with a point before at most six decimals, e.g. 1500 or 0.075`,
    );
  const code = currency.toUpperCase();
  if (!Intl.supportedValuesOf('currency').includes(code))
    throw new KitError(
      'usage',
      `the currency ${JSON.stringify(currency)} is not known; give its ISO 4217 code, e.g. IDR`,
    );
  const unit = BigInt(whole + fraction);
  const money = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: code,
    currencyDisplay: 'code',
    minimumFractionDigits: fraction.length,
    maximumFractionDigits: fraction.length,
  });
  return {
    format: (calls) => {
      const digits = String(unit * BigInt(calls)).padStart(fraction.length + 1, '0');
      const at = digits.length - fraction.length;
      const exact = fraction === '' ? digits : `${digits.slice(0, at)}.${digits.slice(at)}`;
      // A text keeps every digit, where a number would be rounded. ICU separates the code by a no-break space.
      return money.format(exact as Intl.StringNumericLiteral).replaceAll('\u00a0', ' ');
    },
  };
}
