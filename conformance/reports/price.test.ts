import { describe, expect, test } from 'vitest';
import { readPrice } from './price.js';

describe('a price', () => {
  test.each([
    ['1500', 'IDR', 6, 'IDR 9,000'],
    ['1500', 'idr', 0, 'IDR 0'],
    ['0.1', 'USD', 3, 'USD 0.3'],
    ['0.075', 'EUR', 143, 'EUR 10.725'],
    ['999999999999.999999', 'IDR', 999_999, 'IDR 999,998,999,999,999,999.000001'],
    ['007.50', 'IDR', 2, 'IDR 15.00'],
  ])('of %s %s is exact for %d calls', (amount, currency, calls, money) => {
    expect(readPrice(amount, currency)?.format(calls)).toBe(money);
  });

  test.each([
    ['1,500', 'IDR', /the price "1,500" is not an amount; give digits/],
    ['-1', 'IDR', /is not an amount/],
    ['1e3', 'IDR', /is not an amount/],
    ['1500', 'RUPIAH', /the currency "RUPIAH" is not known; give its ISO 4217 code/],
    ['1500', undefined, /a price has no currency; give both/],
    [undefined, 'IDR', /a currency has no price; give both/],
  ])('of %s %s is refused with the remedy', (amount, currency, message) => {
    expect(() => readPrice(amount, currency)).toThrow(message);
  });

  test('is absent where none is given', () => {
    expect(readPrice(undefined, undefined)).toBeUndefined();
  });
});
