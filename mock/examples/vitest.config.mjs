// In a project of one's own, Vitest finds tests by their usual names and needs no configuration for the mock.
export default { test: { include: ['vitest.test.mjs'] } };
