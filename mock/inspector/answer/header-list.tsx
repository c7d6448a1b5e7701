/** Headers: the vendor's bold, those of the mock dim. */
export function HeaderList({ headers }: { readonly headers: Readonly<Record<string, string>> }) {
  return (
    <dl class="headers small">
      {Object.entries(headers).map(([name, value]) => (
        <div key={name} class={isOfMock(name) ? 'of-mock' : 'of-vendor'}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function isOfMock(name: string): boolean {
  return /^(x-mock-|preference-applied$)/i.test(name);
}
