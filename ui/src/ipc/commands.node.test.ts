import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..');

test('the window calls the commands of the contract, with the names of their arguments', () => {
  const contract = readFileSync(join(ROOT, 'src-tauri', 'contract', 'src', 'command.rs'), 'utf8');
  const adapter = readFileSync(join(import.meta.dirname, 'tauri.ts'), 'utf8');
  const promised = Object.fromEntries(
    [...contract.matchAll(/^\s*"(\w+)",\s*\/\/ \(([^)]*)\)/gm)].map(([, name = '', args = '']) => [
      name,
      args
        .split(',')
        .map((arg) => arg.split(':')[0]?.trim() ?? '')
        .filter(Boolean),
    ]),
  );
  const called = Object.fromEntries(
    [...adapter.matchAll(/invoke\('(\w+)'(?:, \{([^}]*)\})?/g)].map(([, name = '', args = '']) => [
      name,
      args
        .split(',')
        .map((arg) => arg.split(':')[0]?.trim() ?? '')
        .filter(Boolean),
    ]),
  );
  expect(Object.keys(promised).length).toBe(contract.match(/^\s*"\w+",/gm)?.length);
  expect(called).toEqual(promised);
});
