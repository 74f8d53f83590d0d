import type { FormField } from '@patchbay/protocol';
import type { Entered } from './entered.js';
import { type Html, html } from './html.js';

interface Drawn extends FormField {
  id: string;
  values: readonly string[];
  /** Attributes that every input of the field has. */
  common: Html;
}

/** A field with its label, what it holds, and what is wrong with it. */
export function drawnField(field: FormField, id: string, { values, errors }: Entered): Html {
  const error = errors.get(field.name);
  const shown = values.get(field.name) ?? (field.value === '' ? [] : [field.value]);
  const invalid = error === undefined ? undefined : html`aria-invalid="true" aria-describedby="${id}-error"`;
  const required = field.required && field.type !== 'checkbox' ? html`required` : undefined;
  const common = html`name="${field.name}" ${required} ${invalid}`;
  const drawn = { ...field, id, values: shown, common };
  if (field.type === 'hidden')
    return html`<input type="hidden" name="${field.name}" value="${shown[0] ?? ''}" />`;
  const words = html`${field.label}${field.required ? undefined : html` <span class="hint">(optional)</span>`}`;
  const below = error === undefined ? undefined : html`<p class="error" id="${id}-error">${error}</p>`;
  if (field.type === 'radio' || (field.type === 'checkbox' && field.options.length > 0))
    return html`<fieldset>
      <legend>${words}</legend>
      ${choices(drawn)}${below}
    </fieldset>`;
  if (field.type === 'checkbox')
    return html`<div>${choice(drawn, { id, value: 'true', label: words })}${below}</div>`;
  return html`<div><label for="${id}">${words}</label>${input(drawn)}${below}</div>`;
}

function input(drawn: Drawn): Html {
  const { id, type, common, placeholder, multiple, values } = drawn;
  const [value = ''] = values;
  if (type === 'textarea')
    // The first line break within the element is not part of its text.
    return html`<textarea id="${id}" placeholder="${placeholder}" ${common}>&#10;${value}</textarea>`;
  if (type === 'dropdown') return select(drawn);
  if (type === 'file')
    return html`<input id="${id}" type="file" ${multiple ? html`multiple` : undefined} ${common} />`;
  // A password is not said back.
  const kept = type === 'password' ? '' : value;
  const step = type === 'number' ? html`step="any"` : undefined;
  return html`<input
    id="${id}"
    type="${type}"
    value="${kept}"
    placeholder="${placeholder}"
    ${step}
    ${common}
  />`;
}

function select({ id, common, multiple, options, values }: Drawn): Html {
  const listed = options.map(
    (option) =>
      html`<option value="${option}" ${values.includes(option) ? html`selected` : undefined}>
        ${option}
      </option>`,
  );
  if (multiple)
    return html`<select id="${id}" multiple ${common}>
      ${listed}
    </select>`;
  return html`<select id="${id}" ${common}>
    <option value="">Choose…</option>
    ${listed}
  </select>`;
}

function choices(drawn: Drawn): Html {
  const each = drawn.options.map((option, index) =>
    choice(drawn, { id: `${drawn.id}-${index}`, value: option, label: html`${option}` }),
  );
  return html`${each}`;
}

function choice(
  { type, common, values }: Drawn,
  { id, value, label }: { id: string; value: string; label: Html },
): Html {
  const checked = values.includes(value) ? html`checked` : undefined;
  return html`<label class="choice" for="${id}"
    ><input id="${id}" type="${type}" value="${value}" ${checked} ${common} /><span>${label}</span></label
  >`;
}
