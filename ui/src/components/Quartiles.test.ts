import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { aJob } from '../ipc/scenes';
import Quartiles from './Quartiles.svelte';

test('quarters and endings are announced, not each percent', async () => {
  const job = aJob({ id: 'j', title: 'Import' });
  const screen = await render(Quartiles, { job });
  const said: string[] = [];
  for (const percent of [null, 3, 24, 25, 31, 49, 50, 99]) {
    await screen.rerender({ job: { ...job, percent } });
    const text = screen.container.textContent.replace(/\s/g, ' ').trim();
    if (said.at(-1) !== text) said.push(text);
  }
  await screen.rerender({ job: { ...job, percent: 100, state: 'completed' } });
  said.push(screen.container.textContent.trim());
  expect(said).toEqual(['', 'Import · 25 %', 'Import · 50 %', 'Import · 75 %', 'Import · Completed']);
});
