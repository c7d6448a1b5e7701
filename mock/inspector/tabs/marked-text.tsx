/** A text of the contract or the register. What it has in backticks is code. */
export function MarkedText({ text }: { readonly text: string }) {
  return (
    <>
      {text.split('`').map((piece, place) => {
        // Every second piece stood between backticks.
        return place % 2 === 1 ? <code key={place}>{piece}</code> : piece;
      })}
    </>
  );
}
