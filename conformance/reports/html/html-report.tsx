import { createHash } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import type { RunReport } from '../run-report.js';
import { escapeInvisible } from '../visible-text.js';
import type { HtmlOptions } from './html-options.js';
import { ReportPage } from './report-page.js';
import { pageScript } from './script.js';
import { pageStyle } from './style.js';

/**
 * Formats a run as one HTML file that loads nothing: style, script and thumbnails stand in it. Its policy allows these, the
 * first two by their digests, and nothing else. So a text of the server stays text, even if an escape were missing.
 */
export function toHtml(report: RunReport, options: HtmlOptions): string {
  const title = `${report.info.direction === 'server' ? 'Server' : 'Client'} conformance: ${report.exit.reason}`;
  const policy = [
    "default-src 'none'",
    `style-src ${digestOf(pageStyle)}`,
    `script-src ${digestOf(pageScript)}`,
    ...(options.thumbnails?.size ? ['img-src data:'] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const head = renderToString(
    <>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="referrer" content="no-referrer" />
      <title>{escapeInvisible(title)}</title>
    </>,
  );
  const page = renderToString(<ReportPage report={report} options={options} />);
  return `<!doctype html>\n<html lang="en"><head>${head}<style>${pageStyle}</style></head><body class="no-script">${page}<script>${pageScript}</script></body></html>\n`;
}

function digestOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
