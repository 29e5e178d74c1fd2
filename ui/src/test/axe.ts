import axe from 'axe-core';
import { expect } from 'vitest';
import rules from './axe-rules.json';

/** No rule of WCAG 2.2 A and AA, nor of good practice, is broken on the page as it is; contrast included. */
export async function expectAccessible(where: Element | Document = document): Promise<void> {
  const { violations } = await axe.run(where, {
    runOnly: rules,
    // A component alone on a page is no page: landmarks and headings are checked on the whole window.
    rules: where === document ? {} : { region: { enabled: false } },
  });
  const told = violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes
      .slice(0, 4)
      .map(({ html, failureSummary }) => `${html.slice(0, 160)} — ${failureSummary ?? ''}`),
  }));
  expect(told).toEqual([]);
}

export type Shade = 'light' | 'dark';
export const SHADES: Shade[] = ['light', 'dark'];

export function shade(name: Shade): void {
  document.documentElement.dataset['theme'] = name;
}
