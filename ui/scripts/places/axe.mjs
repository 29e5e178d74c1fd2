// axe over the whole page, by the rules of src/test/axe.ts.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './files.mjs';

const rules = JSON.parse(await readFile(join(root, 'src/test/axe-rules.json'), 'utf8'));

/** Brings axe into every document of the page. */
export const bring = (page) => page.addInitScript({ path: join(root, 'node_modules/axe-core/axe.min.js') });

/** By every rule; style sheets are not fetched once more for the one about turned screens. */
export const byAll = { runOnly: rules, preload: false };
/** By the rule that a theme can break: colours are all that it changes. */
export const byColours = { runOnly: ['color-contrast'], preload: false };

/** What axe finds wrong. */
export function sweep(page, by) {
  return page.evaluate(async (options) => {
    const { violations } = await window.axe.run(document, { ...options, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 4).map(({ html, failureSummary }) => {
        const why = (failureSummary ?? '').replaceAll(/\s+/g, ' ');
        return `axe ${id}: ${html.slice(0, 160)} — ${why}`;
      }),
    );
  }, by);
}
