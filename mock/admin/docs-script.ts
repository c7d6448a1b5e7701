import { kindMeanings, responseKinds } from '../../spec/index.js';

/**
 * The script of the API reference. It shows limits and answers of the contract in effect, and offers only the mock's
 * servers, so that a click never sends a picture to the vendor.
 */
export const docsScript = `const kinds = ${JSON.stringify(responseKinds)};
const meanings = ${JSON.stringify(kindMeanings)};

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const number = (value) => String(value).replace(/\\B(?=(\\d{3})+$)/g, '\\u202f');

function limitsOf({ minimum, maximum, maximumBytes, minimumPixels, extensions, section }) {
  return [
    ['Pixels', \`\${minimum.width} × \${minimum.height} to \${maximum.width} × \${maximum.height}\`],
    ...(minimumPixels > 0 ? [['At least', \`\${number(minimumPixels)} pixels\`]] : []),
    ['Bytes', \`at most \${number(maximumBytes)}\`],
    ['File name', extensions.join(', ')],
    ['Document', \`section \${section}\`],
  ];
}

function pictureCard([name, part]) {
  const rows = limitsOf(part['x-picture']);
  const list = element('dl', {}, ...rows.flatMap(([label, text]) => [element('dt', {}, label), element('dd', {}, text)]));
  return element('section', { class: 'card' }, element('h3', {}, element('code', {}, name)), list);
}

function answerCard(kind, examples) {
  const own = examples.filter(([, example]) => example['x-kind'] === kind);
  if (own.length === 0) return [];
  const [name, example] = own.find(([one]) => one === kind) ?? own[0];
  const body = typeof example.value === 'string' ? example.value : JSON.stringify(example.value, null, 2);
  const sample = element('pre', { tabindex: '0', role: 'region', 'aria-label': \`A body of \${kind}\` }, body);
  const others = own.map(([one]) => one).filter((one) => one !== name);
  return [
    element('section', { class: \`card kind-\${kind}\` },
      element('h3', {}, element('span', { class: 'badge' }, kind), \` HTTP \${example['x-status']}\`),
      element('p', {}, meanings[kind] ?? ''),
      sample,
      element('p', { class: 'soft' }, 'Force it: ', element('code', {}, \`X-Mock-Scenario: \${name}\`)),
      ...(others.length === 0 ? [] : [element('p', { class: 'soft' }, 'More: ', element('code', {}, others.join(', ')))])),
  ];
}

/** What Swagger UI leaves without a name for a screen reader. */
function nameControls(root) {
  for (const select of root.querySelectorAll('select:not([aria-label])'))
    select.setAttribute('aria-label', select.closest('.servers') ? 'Server' : 'Choice');
  for (const field of root.querySelectorAll('input:not([aria-label]), textarea:not([aria-label])')) {
    const row = field.closest('tr');
    field.setAttribute('aria-label', row?.querySelector('.parameter__name')?.textContent?.trim() || 'Value');
  }
  for (const servers of root.querySelectorAll('.scheme-container')) {
    servers.setAttribute('role', 'region');
    servers.setAttribute('aria-label', 'Server');
  }
  // Its levels skip one below the page's.
  for (const heading of root.querySelectorAll('h4, h5')) heading.setAttribute('aria-level', Number(heading.tagName[1]) - 1);
  for (const block of root.querySelectorAll('pre.example, pre.microlight, .highlight-code pre, .responses-inner pre'))
    block.tabIndex = 0;
}

function setDark(isDark) {
  document.documentElement.classList.toggle('dark-mode', isDark);
}
const dark = matchMedia('(prefers-color-scheme: dark)');
setDark(dark.matches);
dark.addEventListener('change', (change) => setDark(change.matches));

fetch('openapi.json')
  .then((answer) => answer.json())
  .then((spec) => {
    const own = { ...spec, servers: spec.servers.filter((server) => server['x-environment'] === 'mock') };
    const operations = Object.values(own.paths).flatMap((path) => Object.values(path));
    // Swagger UI puts an operation without a tag under "default".
    for (const operation of operations) operation.tags ??= ['Operation'];
    const form = operations.flatMap((one) => Object.values(one.requestBody?.content ?? {})).map(({ schema }) => schema);
    const pictures = form.flatMap(({ properties = {} }) => Object.entries(properties)).filter(([, part]) => part['x-picture']);
    for (const [, part] of pictures) {
      const figures = limitsOf(part['x-picture']).map(([label, text]) => \`\${label}: \${text}\`).join('; ');
      part.description = \`\${(part.description ?? '').replace(/ ?Limits: section [0-9.]+\\.$/, '')} \${figures}.\`.trim();
    }
    document.querySelector('#about').textContent = own.info.description ?? '';
    document.querySelector('#pictures').append(...pictures.map(pictureCard));
    const examples = Object.entries(own.components?.examples ?? {});
    document.querySelector('#answers').append(...kinds.flatMap((kind) => answerCard(kind, examples)));
    const root = document.querySelector('#reference');
    new MutationObserver(() => nameControls(root)).observe(root, { childList: true, subtree: true });
    SwaggerUIBundle({
      spec: own,
      dom_id: '#reference',
      validatorUrl: null,
      tryItOutEnabled: true,
      displayRequestDuration: true,
      defaultModelsExpandDepth: -1,
      docExpansion: 'full',
    });
  });
`;
