#!/usr/bin/env node
// This file uses only syntax that every Node.js with modules can parse, so that an older one fails here with a reason.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`eendigo-kit: Node.js ${process.versions.node} is too old; install Node.js 20.19 or later\n`);
  process.exitCode = 2;
} else {
  // A rejection ends the process and prints its reason.
  void import('./cli.js');
}
