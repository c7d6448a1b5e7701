/**
 * The script of the HTML report: filters cases by verdict and by words, opens the case that a link names, and all cases that
 * did not pass for print. The report is readable without it. It writes no markup, so that no text of a server becomes any.
 */
export const pageScript = `
(() => {
  const cases = [...document.querySelectorAll('.case')];
  const boxes = [...document.querySelectorAll('.toolbar input[type=checkbox]')];
  const search = document.querySelector('#search');
  const count = document.querySelector('#count');
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
    opened = cases.filter((item) => !item.open && !['passed', 'skipped'].includes(item.dataset.verdict));
    for (const item of opened) item.open = true;
  });
  addEventListener('afterprint', () => {
    for (const item of opened) item.open = false;
  });
  apply();
  openTarget();
})();
`;
