/**
 * The script of the HTML report: filters cases by verdict and by words, opens the case that a link names, and for print the
 * cases that did not pass, or one of each cause where they are many. The report is readable without it. It writes no markup, so that no text of a server becomes any.
 */
export const pageScript = `
(() => {
  const cases = [...document.querySelectorAll('.case')];
  const boxes = [...document.querySelectorAll('.toolbar input[type=checkbox]')];
  const search = document.querySelector('#search');
  const count = document.querySelector('#count');
  const examplesOnly = document.querySelector('#examples-only');
  document.body.classList.remove('no-script');
  const texts = new Map(cases.map((item) => [item, item.textContent.toLowerCase()]));
  const apply = () => {
    const shown = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let visible = 0;
    for (const item of cases) {
      const isShown = shown.has(item.dataset.verdict) && words.every((word) => texts.get(item).includes(word));
      item.hidden = !isShown;
      if (isShown) visible++;
    }
    count.textContent = visible + ' of ' + cases.length + ' cases';
  };
  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const item = target && target.closest('.case');
    if (!item) return;
    item.hidden = false;
    item.open = true;
    item.scrollIntoView();
  };
  for (const input of [...boxes, search]) input.addEventListener('input', apply);
  addEventListener('hashchange', openTarget);
  let opened = [];
  addEventListener('beforeprint', () => {
    const bad = cases.filter((item) => !['passed', 'skipped'].includes(item.dataset.verdict));
    const isMany = bad.length > 20;
    examplesOnly.hidden = !isMany;
    opened = bad.filter((item) => !item.open && (!isMany || 'example' in item.dataset));
    for (const item of opened) item.open = true;
  });
  addEventListener('afterprint', () => {
    for (const item of opened) item.open = false;
    examplesOnly.hidden = true;
  });
  apply();
  openTarget();
})();
`;
