import { useMemo } from 'preact/hooks';
import { encodeQR } from 'qr';

/** A text as a QR code. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const cells = useMemo(() => encodeQR(text, 'raw', { ecc: 'low', border: 2 }), [text]);
  const path = cells.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : []))).join('');
  return (
    <svg class="qr" viewBox={`0 0 ${cells.length} ${cells.length}`} role="img" aria-label={label}>
      <rect width={cells.length} height={cells.length} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
