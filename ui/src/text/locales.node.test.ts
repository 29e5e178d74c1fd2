import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  FluentParser,
  Visitor,
  type Entry,
  type SelectExpression,
  type VariableReference,
} from '@fluent/syntax';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const LANGUAGES = ['en', 'fr', 'ru'] as const;
const SECTIONS = ['Shared', 'Window', 'Tray', 'Shell', 'Terminal'];

interface Sentence {
  section: string;
  /** Places that are printed; raw numbers only choose a form, and not every language needs them. */
  printed: string[];
  plurals: string[][];
}

class Reader extends Visitor {
  readonly variables = new Set<string>();
  readonly plurals: string[][] = [];

  override visitVariableReference(node: VariableReference): void {
    this.variables.add(node.id.name);
  }

  override visitSelectExpression(node: SelectExpression): void {
    const keys = node.variants.map(({ key }) => (key.type === 'Identifier' ? key.name : key.value));
    if (keys.some((key) => ['one', 'few', 'many'].includes(key))) this.plurals.push(keys);
    this.genericVisit(node);
  }
}

function read(language: string): Map<string, Sentence> {
  const source = readFileSync(join(ROOT, 'locales', `${language}.ftl`), 'utf8');
  const resource = new FluentParser({ withSpans: false }).parse(source);
  const sentences = new Map<string, Sentence>();
  let section = '';
  for (const entry of resource.body as Entry[]) {
    if (entry.type === 'Junk') throw new Error(`${language}: ${entry.content}`);
    if (entry.type === 'ResourceComment') {
      section = SECTIONS.find((name) => entry.content.startsWith(name)) ?? section;
    }
    if (entry.type !== 'Message') continue;
    const parts = [{ name: entry.id.name, value: entry.value }].concat(
      entry.attributes.map(({ id, value }) => ({ name: `${entry.id.name}.${id.name}`, value })),
    );
    for (const { name, value } of parts) {
      const reader = new Reader();
      if (value) reader.visit(value);
      const printed = [...reader.variables].filter((variable) => !variable.endsWith('Count')).sort();
      if (sentences.has(name)) throw new Error(`${language}: ${name} is there twice`);
      sentences.set(name, { section, printed, plurals: reader.plurals });
    }
  }
  return sentences;
}

/** The texts of all sources but tests and the locale files themselves. */
function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(ts|svelte)$/.test(path) && !/\.test\.ts$|bindings\.ts$/.test(path)
      ? [readFileSync(path, 'utf8')]
      : [];
  });
}

const locales = Object.fromEntries(LANGUAGES.map((language) => [language, read(language)])) as Record<
  (typeof LANGUAGES)[number],
  Map<string, Sentence>
>;
const code = sources(join(ROOT, 'src')).join('\n');
const literal = new Set([...code.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1] ?? ''));
/** `t(`state-${…}`)` uses every id that fits. */
const patterns = [...code.matchAll(/\bt\(\s*`([^`]+)`/g)].map(
  (match) => new RegExp(`^${(match[1] ?? '').replace(/[.]/g, '\\.').replace(/\$\{[^}]*\}/g, '[a-z_-]+')}$`),
);
/** Ids that are named in one place and said in another. */
const named = new Set([...code.matchAll(/\btime\('([^']+)'/g)].map((match) => match[1] ?? ''));

describe('the locale files', () => {
  test.each(['fr', 'ru'] as const)('%s says what English says, with the same values', (language) => {
    const shape = (locale: Map<string, Sentence>): Record<string, string[]> =>
      Object.fromEntries([...locale].map(([id, { printed }]) => [id, printed]));
    expect(shape(locales[language])).toEqual(shape(locales.en));
  });

  test('Russian has its four forms wherever it counts', () => {
    const poor = [...locales.ru]
      .filter(([, { section }]) => section === 'Window')
      .filter(([, { plurals }]) =>
        plurals.some((keys) => !['one', 'few', 'many', 'other'].every((key) => keys.includes(key))),
      )
      .map(([id]) => id);
    expect(poor).toEqual([]);
  });

  test('have every id that the code says', () => {
    const missing = [...literal, ...named].filter((id) => !locales.en.has(id));
    expect(missing).toEqual([]);
    const idle = patterns.filter((pattern) => ![...locales.en.keys()].some((id) => pattern.test(id)));
    expect(idle).toEqual([]);
  });

  test('have no id of the window that nobody says', () => {
    const unused = [...locales.en]
      .filter(([, { section }]) => section === 'Window')
      .map(([id]) => id)
      .filter((id) => !literal.has(id) && !named.has(id) && !patterns.some((pattern) => pattern.test(id)));
    expect(unused).toEqual([]);
  });

  test('French sets its spaces before double punctuation and inside its quotes', () => {
    const french = readFileSync(join(ROOT, 'locales', 'fr.ftl'), 'utf8');
    const values = french.split('\n').filter((line) => !line.startsWith('#'));
    expect(
      values.filter((line) =>
        /[^\u00a0\u202f\s][?!;»]|«[^\u00a0\u202f]|\p{L} [:?!;»]/u.test(line.replace(/https?:/g, '')),
      ),
    ).toEqual([]);
  });
});
