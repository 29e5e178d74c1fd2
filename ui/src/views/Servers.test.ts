import { page, userEvent } from 'vitest/browser';
import { describe, expect, test } from 'vitest';
import type { Language } from '../ipc/bindings';
import { aWireFrame } from '../ipc/samples/pages';
import { aNotice } from '../ipc/scenes';
import { expectAccessible, SHADES } from '../test/axe';
import { NARROW, openWindow, WIDE } from '../test/window';

type Opened = Awaited<ReturnType<typeof openWindow>>;

async function servers(...args: Parameters<typeof openWindow>): Promise<Opened> {
  const opened = await openWindow(...args);
  opened.vigie.go('servers');
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
  return opened;
}

/** The page of a server, heard from. */
async function server(id: string, ...args: Parameters<typeof openWindow>): Promise<Opened> {
  const opened = await openWindow(...args);
  opened.vigie.showServer(id);
  await expect.poll(() => document.querySelectorAll('.offers li').length).toBe(9);
  return opened;
}

const names = (): (string | null)[] =>
  [...document.querySelectorAll('main .servers .name')].map(({ textContent }) => textContent);
const tab = (name: string): ReturnType<typeof page.getByRole> => page.getByRole('tab', { name });
const button = (name: string | RegExp): ReturnType<typeof page.getByRole> =>
  page.getByRole('main').getByRole('button', { name });
const commands = (opened: Opened, command: string): unknown[] =>
  opened.fake.calls.filter((call) => call.command === command).map(({ args }) => args);

describe('the servers', () => {
  test('those in trouble come first, each with its state and why', async () => {
    await servers({ scene: 'lost' });
    expect(names()).toEqual(['heron.example', 'estimates', 'postes.re', 'otter.lan', 'attic']);
    const card = page.getByRole('main').getByRole('listitem').filter({ hasText: 'postes.re' });
    await expect.element(card).toHaveTextContent(/next try in .*last heard 5 min ago/);
    await expect.element(card).toHaveTextContent(/did not answer within 10 s.*Vigie tries again by itself/);
    const up = page.getByRole('main').getByRole('listitem').filter({ hasText: 'otter.lan' });
    await expect.element(up).toHaveTextContent(/Latency\s*3\sms\s*Events a second\s*2\.1\s\/s/);
  });

  test('one opens its page and comes back to where one was, by keyboard', async () => {
    const { vigie } = await servers();
    (button('postes.re').element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    const heading = page.getByRole('heading', { level: 2, name: 'postes.re' });
    await expect.element(heading).toHaveFocus();
    await button('All servers').click();
    await expect.element(button('postes.re')).toHaveFocus();
    expect(vigie.page).toBe(null);
  });

  test('a server that is gone for good takes its page along', async () => {
    const { fake } = await server('s2');
    fake.scene.servers = fake.scene.servers.filter(({ id }) => id !== 's2');
    fake.push({ servers: fake.scene.servers });
    await expect.poll(() => names().length).toBe(4);
  });

  test('what the notice of a lost server leads to is its page', async () => {
    const { vigie } = await openWindow();
    vigie.follow(aNotice({ id: 'n', kind: 'unreachable', server: 's4', job: null }));
    await expect.element(page.getByRole('heading', { level: 2, name: 'postes.re' })).toBeVisible();
  });
});

describe('the page of a server', () => {
  test('says how it is and what Vigie does about it', async () => {
    const { fake } = await server('s1');
    await expect.element(page.getByText('Vigie hears news the moment it happens.')).toBeVisible();
    fake.changeServer('s1', {
      link: 'signed_out',
      reason: { code: 'sign-in-needed', args: {} },
      latency_ms: null,
    });
    await expect.element(page.getByText(/wants you to sign in.*Vigie waits for you\./)).toBeVisible();
    await button('Sign in').click();
    await expect.element(page.getByRole('dialog').getByLabelText('Password', { exact: true })).toBeVisible();
  });

  test('tells what the server offers, and what it does not', async () => {
    await server('s2');
    const offers = page.getByRole('main').getByRole('listitem');
    await expect.element(offers.filter({ hasText: 'Lists its jobs' })).not.toHaveTextContent(/not offered/);
    await expect
      .element(offers.filter({ hasText: 'Goes on where it was left' }))
      .toHaveTextContent(/not offered/);
  });

  test('tries the connection as it is kept, with nothing changed', async () => {
    const opened = await server('s1');
    await button('Test').click();
    await expect.element(page.getByText('It works')).toBeVisible();
    expect(commands(opened, 'test_server')).toMatchObject([
      [{ address: 'https://heron.example', password: null, accept_fingerprint: null }, 's1'],
    ]);
  });

  test('removes only when asked twice, and Enter alone removes nothing', async () => {
    const opened = await server('s5');
    await button('Remove from Vigie').click();
    await expect.element(button('Cancel')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(commands(opened, 'remove_server')).toEqual([]);
    await button('Remove from Vigie').click();
    await button('Remove').click();
    await expect.poll(() => names()).not.toContain('solilms');
    expect(commands(opened, 'remove_server')).toEqual([['s5']]);
  });

  test('switches off and on, connects, edits, and leads to its jobs and its history', async () => {
    const opened = await server('s1', { scene: 'lost' });
    await button('Try now').click();
    await expect.poll(() => commands(opened, 'connect_now')).toEqual([['s1']]);
    await expect.element(page.getByText('Vigie hears news the moment it happens.')).toBeVisible();
    await button('Switch off').click();
    await expect.element(button('Switch on')).toBeVisible();
    await button('Edit').click();
    await expect
      .element(page.getByRole('dialog').getByLabelText('Address'))
      .toHaveValue('https://heron.example');
    await userEvent.keyboard('{Escape}');
    await button('Its history').click();
    expect(opened.vigie.view).toBe('history');
    expect(opened.vigie.history.choice.server).toBe('s1');
    opened.vigie.showServer('s1');
    await button('Its jobs').click();
    expect(opened.vigie.view).toBe('jobs');
    expect(opened.vigie.jobs.running.every(({ job }) => job.server === 's1')).toBe(true);
  });

  test('its tabs are walked by arrows, and its connection is a story', async () => {
    await server('s1', { scene: 'lost' });
    (tab('Overview').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    await expect.element(tab('Connection')).toHaveAttribute('aria-selected', 'true');
    const moments = page.getByRole('list', { name: 'Connection' }).getByRole('listitem');
    await expect
      .element(moments.first())
      .toHaveTextContent(/Waiting.*The connection broke: connection reset by peer/);
    await expect.element(moments.nth(1)).toHaveTextContent(/Live\s*for 1 h/);
  });

  test('what could not be had is told of, and goes when it can', async () => {
    const { vigie, fake } = await openWindow();
    fake.failing.set('server_page', { code: 'stopping', reason: null, args: {} });
    vigie.showServer('s1');
    await expect.element(page.getByText('Vigie is shutting down.')).toBeVisible();
    fake.failing.clear();
    await expect.element(page.getByText('Vigie is shutting down.')).not.toBeInTheDocument();
  });
});

describe('the messages of a server', () => {
  const messages = async (...args: Parameters<typeof openWindow>): Promise<Opened> => {
    const opened = await server('s1', ...args);
    await tab('Messages').click();
    await expect.poll(() => document.querySelectorAll('.frame').length).toBeGreaterThan(5);
    return opened;
  };
  const frames = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.frame .title')];
  const contents = (): string[] =>
    [...document.querySelectorAll('.frame code')].map(({ textContent }) => textContent);

  test('are laid out when opened, odd ones are marked, and Escape closes', async () => {
    await messages();
    await page.getByRole('checkbox', { name: 'Only odd ones' }).click();
    await expect.poll(() => frames().every((row) => row.textContent?.includes('odd'))).toBe(true);
    frames()[0]?.focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Vigie did not understand something in this message.')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => document.querySelectorAll('.frame .whole').length).toBe(0);
    await page.getByRole('checkbox', { name: 'Only odd ones' }).click();
    await page.getByRole('searchbox', { name: 'Filter the messages' }).fill('campaign-123');
    await expect.poll(() => contents().every((text) => text.includes('campaign-123'))).toBe(true);
    frames()[0]?.click();
    await expect
      .element(page.getByRole('group', { name: 'Content of the message' }))
      .toHaveTextContent(/\{ "job_id": "campaign-123", "current": \d+, "total": 5000/);
    await page.getByRole('searchbox', { name: 'Filter the messages' }).fill('zebra');
    await button('Clear the filter').click();
    await expect.poll(() => frames().length).toBeGreaterThan(5);
  });

  test('Ctrl K leads to their filter', async () => {
    await messages();
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(page.getByRole('searchbox', { name: 'Filter the messages' })).toHaveFocus();
  });

  test('stand still while paused and say what went by', async () => {
    const { fake } = await messages();
    const top = contents()[0];
    await button('Pause').click();
    await expect.element(page.getByText(/^Paused; [1-9]\d* messages? ha/)).toBeVisible();
    expect(contents()[0]).toBe(top);
    fake.page = {
      offers: ['resume'],
      events_per_second: 900,
      moments: [],
      oddities: [],
      frames: Array.from({ length: 500 }, (_, n) => aWireFrame(2000 + n, Date.now())),
    };
    await expect.element(page.getByText(/^Paused; [\d,]{4,} messages have come since/)).toBeVisible();
    await button('Resume').click();
    await expect.element(page.getByText(/^[\d,]+ messages went by without being shown$/)).toBeVisible();
  });

  for (const theme of SHADES) {
    for (const language of ['en', 'fr', 'ru'] as Language[]) {
      test(`every tab is accessible, and the list, ${theme}, ${language}`, async () => {
        const size = theme === 'dark' ? NARROW : WIDE;
        const { vigie } = await servers({ scene: 'lost', preferences: { theme, language } }, size);
        await expectAccessible();
        vigie.showServer('s1');
        await expect.poll(() => document.querySelectorAll('.offers li').length).toBe(9);
        await expectAccessible();
        const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
        tabs[1]?.click();
        await expect.poll(() => frames().length).toBeGreaterThan(1);
        frames()[1]?.click();
        await expect.poll(() => document.querySelectorAll('.frame .whole').length).toBe(1);
        await expectAccessible();
        tabs[2]?.click();
        await expect.poll(() => document.querySelectorAll('.page ol li').length).toBeGreaterThan(2);
        await expectAccessible();
        document.querySelector<HTMLElement>('.page .danger')?.click();
        await expectAccessible();
      });
    }
  }
});
