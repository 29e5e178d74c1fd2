import { page, userEvent } from 'vitest/browser';
import { describe, expect, test } from 'vitest';
import type { ActionAnswer } from '../ipc/bindings';
import { expectAccessible, SHADES } from '../test/axe';
import { NARROW, openWindow, WIDE } from '../test/window';

type Opened = Awaited<ReturnType<typeof openWindow>>;

async function boards(...args: Parameters<typeof openWindow>): Promise<Opened> {
  const opened = await openWindow(...args);
  opened.vigie.go('boards');
  await expect.element(page.getByRole('heading', { level: 1, name: 'Boards' })).toBeVisible();
  return opened;
}

const region = (name: string): ReturnType<typeof page.getByRole> => page.getByRole('region', { name });
const tile = (name: RegExp): ReturnType<typeof page.getByRole> => page.getByRole('button', { name });

describe('the boards', () => {
  test('show the numbers of each server by group, and take in new ones', async () => {
    const { fake } = await boards();
    const postes = region('postes.re');
    await expect.element(postes.getByRole('group', { name: 'Sessions' })).toBeVisible();
    await expect.element(postes.getByRole('group', { name: 'Stations' })).toBeInTheDocument();
    fake.push({ stats: [{ server: 's4', at: Date.now(), values: { 'sessions.actives': 12_345 } }] });
    await expect.element(tile(/^Sessions · Active: 12,345\./)).toBeVisible();
  });

  test('draw the last hour of each number, said in words', async () => {
    await boards();
    await expect
      .element(page.getByRole('img', { name: /^Sessions · Active in the last hour: \d+ to \d+$/ }))
      .toBeVisible();
  });

  test('say since when a server is not heard', async () => {
    await boards({ scene: 'lost' });
    await expect.element(region('postes.re').getByText('last heard 5 min ago')).toBeVisible();
    await expect.element(region('postes.re').getByText('as of 5 min ago')).toBeVisible();
  });

  test('open the curve of a number, of the week on demand', async () => {
    const { fake } = await boards();
    await tile(/^Sessions · Active/).click();
    const dialog = page.getByRole('dialog', { name: 'Sessions · Active' });
    await expect.element(dialog.getByRole('img', { name: /^Curve of Sessions · Active/ })).toBeVisible();
    await dialog.getByRole('button', { name: 'Last 7 days' }).click();
    await expect.poll(() => fake.calls.at(-1)).toEqual({ command: 'stat_history', args: ['s4', 'week'] });
    await expect.element(dialog.getByText(/^between \d+ and \d+$/)).toBeVisible();
  });

  test('teach what will be here while nothing is', async () => {
    await boards({ scene: 'quiet' }, WIDE);
    await expect.element(page.getByText('No numbers were heard from it yet.')).toBeVisible();
    await expectAccessible();
  });
});

describe('a code', () => {
  test('is sent and not kept; the session it opens can be started at once', async () => {
    const { fake } = await boards();
    await page.getByRole('button', { name: 'Validate a code' }).click();
    await page.getByLabelText('Access code').fill('ABC123');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('The server said yes')).toBeVisible();
    expect(fake.calls.at(-1)).toEqual({
      command: 'act_on_server',
      args: ['s4', { kind: 'validate_code', code: 'ABC123', ip_address: null }],
    });
    await expect.element(page.getByLabelText('Access code')).toHaveValue('');
    await page.getByRole('button', { name: 'Start this session' }).click();
    await expect.element(page.getByLabelText('Id of the session')).toHaveValue('44');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('button', { name: 'Show the session' }).click();
    await expect.element(page.getByRole('button', { name: 'Poste-05 · Noé Garnier' }).first()).toHaveFocus();
  });

  test('that is refused says so in the server’s own words', async () => {
    await boards();
    await page.getByRole('button', { name: 'Validate a code' }).click();
    await page.getByLabelText('Access code').fill('X1');
    await page.getByRole('button', { name: 'Validate', exact: true }).click();
    await expect.element(page.getByText('The server said no')).toBeVisible();
    await expect.element(page.getByText('Code invalide ou déjà utilisé')).toBeVisible();
    expect(page.getByRole('button', { name: 'Start this session' }).elements()).toHaveLength(0);
  });

  test('that comes back is not shown again', async () => {
    const { fake } = await boards();
    const answer: ActionAnswer = {
      accepted: true,
      message: null,
      job: null,
      fields: { code_acces: 'ABC123', poste: 'Poste-05' },
    };
    fake.answer = answer;
    await page.getByRole('button', { name: 'Validate a code' }).click();
    await page.getByLabelText('Access code').fill('ABC123');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog').getByText('Poste-05')).toBeVisible();
    expect(document.querySelector('dialog')?.textContent).not.toContain('ABC123');
  });

  test('that could not be asked about says why', async () => {
    const { fake } = await boards();
    fake.failing.set('act_on_server', { code: 'server-said', reason: null, args: { detail: 'busy' } });
    await page.getByRole('button', { name: 'Start a session' }).click();
    await page.getByRole('button', { name: 'Poste-05 · Noé Garnier' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('The server said no: busy');
  });
});

for (const theme of SHADES) {
  for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
    test(`boards and their dialogs are accessible, ${theme}, ${size}`, async () => {
      const { vigie } = await boards({ preferences: { theme } }, viewport);
      await expect.element(page.getByRole('img').first()).toBeInTheDocument();
      await expectAccessible();
      vigie.asking = { what: 'curve', server: 's4', name: 'sessions.actives' };
      await expect.element(page.getByRole('dialog', { name: 'Sessions · Active' })).toBeVisible();
      await expectAccessible();
      vigie.asking = { what: 'validate-code', server: 's4' };
      await page.getByLabelText('Access code').fill('ABC123');
      await userEvent.keyboard('{Enter}');
      await expect.element(page.getByText('The server said yes')).toBeVisible();
      await expectAccessible();
      vigie.asking = { what: 'start-session', server: 's4' };
      await expect.element(page.getByText('Waiting:')).toBeVisible();
      await expectAccessible();
    });
  }

  test(`boards of silent servers are accessible, ${theme}`, async () => {
    await boards({ scene: 'lost', preferences: { theme } });
    await expectAccessible();
  });

  test(`boards of what nobody asked for are accessible, ${theme}`, async () => {
    await boards({ scene: 'hostile', preferences: { theme } });
    await expectAccessible();
  });
}
