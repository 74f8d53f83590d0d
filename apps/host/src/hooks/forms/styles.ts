/** Of the pages that people outside see; light and dark as they have it. */
export const styles = `
:root { color-scheme: light dark; --text: #1f2430; --soft: #4a5163; --line: #858c9c; --page: #f4f5f8; --card: #ffffff;
  --accent: #4338ca; --on-accent: #ffffff; --bad: #b42318; }
@media (prefers-color-scheme: dark) { :root { --text: #eceef4; --soft: #b9c0cf; --line: #7d8597; --page: #14161c;
  --card: #1d2028; --accent: #a5b4fc; --on-accent: #14161c; --bad: #ff9c91; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 16px; background: var(--page); color: var(--text);
  font: 16px/24px Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 560px; margin: 0 auto; padding: 24px; background: var(--card); border: 1px solid var(--line);
  border-radius: 8px; overflow-wrap: anywhere; }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 32px; }
p { margin: 0 0 16px; white-space: pre-line; }
.soft, .hint { color: var(--soft); }
form > div, fieldset { margin: 0 0 20px; padding: 0; border: 0; min-width: 0; }
label, legend { display: block; padding: 0; margin: 0 0 4px; font-weight: 600; }
label.choice { display: flex; gap: 12px; align-items: center; min-height: 44px; font-weight: 400; margin: 0; }
input, textarea, select { width: 100%; min-height: 44px; padding: 8px 12px; color: inherit; background: transparent;
  border: 1px solid var(--line); border-radius: 6px; font: inherit; }
select option { background: var(--card); color: var(--text); }
textarea { min-height: 112px; resize: vertical; }
input[type=checkbox], input[type=radio] { width: 20px; min-height: 20px; height: 20px; flex: none; margin: 0;
  accent-color: var(--accent); }
input::placeholder, textarea::placeholder { color: var(--soft); opacity: 1; }
[aria-invalid=true] { border-color: var(--bad); border-width: 2px; }
.error { margin: 4px 0 0; color: var(--bad); }
button { width: 100%; min-height: 44px; padding: 8px 16px; border: 0; border-radius: 6px; background: var(--accent);
  color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;
