import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';

interface WorkflowParser {
  readonly parseWorkflow: typeof import('@actions/workflow-parser').parseWorkflow;
  readonly parseAction: typeof import('@actions/workflow-parser/actions/action-parser').parseAction;
  readonly NoOperationTraceWriter: typeof import('@actions/workflow-parser').NoOperationTraceWriter;
}

/**
 * Loads GitHub's own parser of workflows and actions. It is bundled first, because it imports JSON in a way that Node.js 20
 * rejects. Returns the errors that it finds in a text.
 */
export async function loadWorkflowParser(): Promise<(kind: 'action' | 'workflow', text: string) => readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-workflow-parser-'));
  const [name, file] = ['workflow-parser', join(folder, 'parser.mjs')];
  const source = `export { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
    export { parseAction } from '@actions/workflow-parser/actions/action-parser';`;
  await build({
    input: name,
    platform: 'node',
    logLevel: 'silent',
    plugins: [
      {
        name,
        resolveId: (id) => (id === name ? join(import.meta.dirname, `${name}.js`) : null),
        load: (id) => (id === join(import.meta.dirname, `${name}.js`) ? source : null),
      },
    ],
    output: { file },
  });
  const parser: WorkflowParser = await import(pathToFileURL(file).href);
  await rm(folder, { recursive: true });
  const parse = { action: parser.parseAction, workflow: parser.parseWorkflow };
  return (kind, content) =>
    parse[kind]({ name: `${kind}.yml`, content }, new parser.NoOperationTraceWriter())
      .context.errors.getErrors()
      .map(({ message }) => message);
}
