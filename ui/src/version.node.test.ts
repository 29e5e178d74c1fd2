import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { license, version } from '../package.json';

test('the window calls itself by the version and the licence of the whole', () => {
  const cargo = readFileSync(join(import.meta.dirname, '..', '..', 'Cargo.toml'), 'utf8');
  const workspace = /\[workspace\.package\]([\s\S]*?)\n\[/.exec(cargo)?.[1] ?? '';
  expect(workspace).toContain(`version = "${version}"`);
  expect(workspace).toContain(`license = "${license}"`);
});
