const moments: readonly (readonly [pattern: RegExp, word: string])[] = [
  [/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d (GMT|[+-]\d{4})/g, '(date)'],
  [/\d{4}[-/]\d\d[-/]\d\d([T ]\d\d:\d\d(:\d\d)?([.,]\d+)?(Z|[+-]\d\d:?\d\d)?)?/g, '(date)'],
  [/(?<!\d)\d{1,2}[-/]\d{1,2}[-/]\d{4}([T ,]{1,2}\d\d[:.]\d\d([:.]\d\d)?)?/g, '(date)'],
  [/(?<![\d.])1[6-9]\d{8}(\d{3})?(?!\d)/g, '(Unix time)'],
  [/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi, '(UUID)'],
];

/** Creates the neutral form of the texts of one answer: dates, Unix times, UUIDs and its refNumber become words. */
export function createNeutral(refNumber: string | undefined): (text: string) => string {
  const own = refNumber === undefined || refNumber.trim().length < 4 ? undefined : refNumber.trim();
  return (text) =>
    moments.reduce(
      (neutral, [pattern, word]) => neutral.replaceAll(pattern, word),
      own === undefined ? text : text.replaceAll(own, '(refNumber)'),
    );
}
