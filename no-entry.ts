throw new Error(
  "eendigo-kit has no main entry point; import 'eendigo-kit/mock' (the server), 'eendigo-kit/vitest', 'eendigo-kit/spec', 'eendigo-kit/fixtures' or 'eendigo-kit/conformance'",
);

export {};
