// Your own project needs no configuration for the mock: Vitest finds tests by their usual names.
export default { test: { include: ['vitest.test.mjs'] } };
