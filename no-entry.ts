throw new Error(
  "eendigo-kit has no entry of that name: import 'eendigo-kit/mock' (the server), 'eendigo-kit/vitest', 'eendigo-kit/spec', 'eendigo-kit/fixtures' or 'eendigo-kit/conformance'",
);

export {};
