/** How a run meets a target over TLS, as PEM text. */
export interface TargetTls {
  /** The authorities to trust in place of those of Node.js. */
  readonly ca?: string;
  /** The certificate that the client shows. */
  readonly cert?: string;
  /** Its key. */
  readonly key?: string;
}
