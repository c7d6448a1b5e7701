// The mock is an ES module, so Jest runs with `node --experimental-vm-modules node_modules/jest/bin/jest.js`.
export default { testMatch: ['**/jest.test.mjs'], transform: {} };
