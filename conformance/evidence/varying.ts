/** Parts of a text that differ from answer to answer: times, numbers from four digits, and digests. */
export const varyingParts = /\b\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT|\d[\d.:TZ-]{3,}|\b[0-9a-f]{8,}\b/g;
