import { expect, test } from 'vitest';
import { tellingLine } from './telling-line.js';

test.each<readonly [string, readonly string[], string]>([
  [
    'Tcl',
    ['invalid command name "foo"', '    while executing', '"foo bar"', '    (file "x.tcl" line 1)'],
    'invalid command name "foo"',
  ],
  [
    'Perl',
    ['syntax error at x.pl line 1, near "= ;"', 'Execution of x.pl aborted due to compilation errors.'],
    'syntax error at x.pl line 1, near "= ;"',
  ],
  [
    'Perl without a module',
    [
      "Can't locate Nope.pm in @INC (you may need to install it) at y.pl line 1.",
      'BEGIN failed--compilation aborted at y.pl line 1.',
    ],
    "Can't locate Nope.pm in @INC (you may need to install it) at y.pl line 1.",
  ],
  [
    'Python',
    [
      'Traceback (most recent call last):',
      '  File "y.py", line 2, in <module>',
      'ZeroDivisionError: division by zero',
      '',
      'During handling of the above exception, another exception occurred:',
      '',
      'Traceback (most recent call last):',
      '  File "y.py", line 4, in <module>',
      "    raise ValueError('boom')",
      'ValueError: boom',
    ],
    'ValueError: boom',
  ],
  [
    'Python that cannot parse',
    ['  File "x.py", line 1', '    x = = 1', '        ^', 'SyntaxError: invalid syntax'],
    'SyntaxError: invalid syntax',
  ],
  [
    'Node.js',
    [
      'file:///x.mjs:1',
      'const x = ;',
      '          ^',
      '',
      "SyntaxError: Unexpected token ';'",
      '    at compileSourceTextModule (node:internal/modules/esm/utils:346:16)',
      '',
      'Node.js v20.20.2',
    ],
    "SyntaxError: Unexpected token ';'",
  ],
  [
    'Node.js with a cause',
    [
      'file:///z.mjs:1',
      'throw new Error();',
      '      ^',
      '',
      'Error: boom',
      '    at file:///z.mjs:1:7 {',
      '  [cause]: Error: inner',
      '      at file:///z.mjs:1:33',
      '}',
      '',
      'Node.js v20.20.2',
    ],
    'Error: boom',
  ],
  [
    'Ruby',
    [
      "<internal:kernel_require.rb>:85:in `require': cannot load such file -- nope (LoadError)",
      "\tfrom y.rb:1:in `<main>'",
    ],
    "<internal:kernel_require.rb>:85:in `require': cannot load such file -- nope (LoadError)",
  ],
  [
    'Ruby that cannot parse',
    ["x.rb:1: syntax error, unexpected end-of-input, expecting ')'", 'def foo(', '        ^'],
    "x.rb:1: syntax error, unexpected end-of-input, expecting ')'",
  ],
  [
    'Go',
    ['panic: boom', '', 'goroutine 1 [running]:', 'main.main()', '\t/x.go:2 +0x27', 'exit status 2'],
    'panic: boom',
  ],
  [
    'Go that does not compile',
    ['# command-line-arguments', './y.go:2:19: syntax error: unexpected semicolon'],
    './y.go:2:19: syntax error: unexpected semicolon',
  ],
  [
    'Java',
    [
      'Exception in thread "main" java.lang.IllegalStateException: boom',
      '\tat X.main(X.java:3)',
      'Caused by: java.io.IOException: inner',
      '\t... 1 more',
    ],
    'Exception in thread "main" java.lang.IllegalStateException: boom',
  ],
  [
    'Lua',
    ['lua: y.lua:1: boom', 'stack traceback:', "\t[C]: in function 'error'", '\ty.lua:1: in main chunk'],
    'lua: y.lua:1: boom',
  ],
  [
    'bash',
    ["x.sh: line 1: syntax error near unexpected token `then'", "x.sh: line 1: `if then'"],
    "x.sh: line 1: syntax error near unexpected token `then'",
  ],
  ['a program of its own', ['starting', 'no configuration'], 'no configuration'],
  ['nothing', [], ''],
])('the line that says most is found in what %s prints', (_, lines, line) => {
  expect(tellingLine(lines.join('\n'))).toBe(line);
});
