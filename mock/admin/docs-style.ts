/** The style of the API reference, after the tokens and the base. The rules on `.swagger-ui` give it the kit's look. */
export const docsStyle = `
header, .body { max-width: 1200px; margin: 0 auto; padding: 0 var(--space-4); }
header { padding-top: var(--space-4); }
.body { padding-bottom: var(--space-6); }
nav { display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-4); margin-bottom: var(--space-4); }
.soft { color: var(--soft); font-size: var(--small); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); gap: var(--space-3); }
.card { min-width: 0; padding: var(--space-4); background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); }
.card h3 { display: flex; align-items: center; gap: var(--space-2); font-size: var(--small); }
.card pre { max-height: 16rem; margin: 0; padding: var(--space-2) var(--space-3); overflow: auto; background: var(--sunk); border-radius: var(--radius); white-space: pre-wrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: var(--space-1) var(--space-4); margin: 0; }
dt { color: var(--soft); } dd { margin: 0; font-variant-numeric: tabular-nums; }
.card .badge { font-size: var(--small); }
.swagger-ui, .swagger-ui :is(p, h2, h3, h4, h5, table, label, button, input, select, td, th, .markdown, .opblock-description-wrapper, .parameter__name, .parameter__type, .opblock-summary-path, .opblock-summary-description, .response-col_status, .response-col_description, .tab li, .model, .prop-type, .servers-title, .responses-inner h4, .responses-inner h5, .opblock-section-header h4) { font-family: inherit; color: var(--ink); }
.swagger-ui { overflow-wrap: break-word; }
.swagger-ui .wrapper { max-width: none; padding: 0; }
.swagger-ui .scheme-container { margin: 0 0 var(--space-3); padding: 0; background: none; box-shadow: none; }
/* The page has these above, in figures and with a sample of each kind. */
.swagger-ui :is(.information-container, .opblock-tag, .responses-table:not(.live-responses-table), .response-control-media-type, .opblock-section-header:has(.try-out), .opblock-section-header:has(.try-out) + .parameters-container) { display: none; }
.swagger-ui .opblock.opblock-post { margin: 0; background: var(--card) !important; border: 1px solid var(--line) !important; border-radius: var(--radius); box-shadow: none; }
.swagger-ui .opblock.opblock-post .opblock-summary { border-color: var(--line); }
.swagger-ui .opblock.opblock-post .opblock-summary-method { background: var(--link); color: var(--on-colour); text-shadow: none; }
.swagger-ui .opblock .opblock-section-header { background: var(--sunk) !important; box-shadow: none; }
.swagger-ui .opblock-section-header h4, .swagger-ui .opblock-section-header label { font-family: inherit !important; }
.swagger-ui :is(.opblock-description-wrapper, .opblock-description) p { margin: 0; }
.swagger-ui .opblock.opblock-post .tab-header .tab-item.active h4 span::after { background: var(--link); }
.swagger-ui .opblock-body pre.microlight, .swagger-ui .opblock-body pre.example { background: var(--sunk) !important; color: var(--ink) !important; font: var(--code) !important; white-space: pre-wrap; }
.swagger-ui pre.microlight span, .swagger-ui pre.example span { color: inherit !important; }
.swagger-ui :is(input[type=text], input[type=file], textarea, select) { border: 1px solid var(--soft); border-radius: var(--radius); background-color: var(--card); color: var(--ink); }
.swagger-ui select { box-shadow: none; }
.swagger-ui .btn { background: var(--card) !important; border: 1px solid var(--soft); box-shadow: none; color: var(--ink); }
.swagger-ui .btn.cancel { border-color: var(--failed) !important; color: var(--failed) !important; }
.swagger-ui .btn.execute { background: var(--link) !important; border-color: var(--link); color: var(--on-colour); }
.swagger-ui :is(.parameter__name.required::after, .parameter__name.required span) { color: var(--failed); }
.swagger-ui .parameter__in, .swagger-ui .parameter__type, .swagger-ui .parameter__empty_value_toggle { color: var(--soft); }
.swagger-ui .renderedMarkdown code { padding: 0 0.25rem; background: var(--sunk); color: var(--ink); font: var(--code); }
.swagger-ui svg { fill: var(--ink); }
@media (max-width: 700px) {
  .swagger-ui .table-container { padding: var(--space-3); }
  .swagger-ui .opblock table, .swagger-ui .opblock table :is(tbody, tr, td) { display: block; width: 100%; padding-left: 0; padding-right: 0; }
  .swagger-ui .opblock table thead { display: none; }
  .swagger-ui .opblock table :is(input[type=text], input[type=file], textarea) { width: 100%; max-width: none; min-width: 0; }
  .swagger-ui .opblock .opblock-section-header { flex-wrap: wrap; gap: var(--space-2); }
  .swagger-ui .opblock .opblock-summary { flex-wrap: wrap; }
  .swagger-ui .opblock .opblock-summary-path { max-width: 100%; }
}
`;
