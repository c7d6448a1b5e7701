#!/usr/bin/env node
// Nothing but what every Node.js that knows modules can read: an older one is to fail here, with a reason, and not at
// syntax that it does not know.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `eendigo-kit: this is Node.js ${process.versions.node}, and the kit needs 20.19 or later; install a newer one\n`,
  );
  process.exitCode = 2;
} else {
  // A rejection ends the process with its reason.
  void import('./cli.js');
}
