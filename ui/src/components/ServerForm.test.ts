import { page } from 'vitest/browser';
import { describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Server, TestReport } from '../ipc/bindings';
import { FakeBackend } from '../ipc/fake';
import { aServer } from '../ipc/scenes';
import { expectAccessible, shade, SHADES } from '../test/axe';
import ServerForm from './ServerForm.svelte';

async function form(
  part: { server?: Server; address?: string } = {},
): Promise<{ fake: FakeBackend; saved: Server[] }> {
  const fake = new FakeBackend();
  const saved: Server[] = [];
  await render(ServerForm, {
    backend: fake,
    onsaved: (server: Server) => void saved.push(server),
    oncancel: () => undefined,
    ...part,
  });
  return { fake, saved };
}

const address = (): ReturnType<typeof page.getByLabelText> => page.getByLabelText('Address');
const password = (): ReturnType<typeof page.getByLabelText> =>
  page.getByLabelText('Password (optional)', { exact: true });
const SEEN: TestReport = {
  url: 'https://a',
  kind: 'sse-progress',
  detection: null,
  ok: true,
  failure: null,
  running: 1,
  stream: false,
  latency_ms: 22,
};

describe('adding a server', () => {
  test('says what a test saw', async () => {
    await form({ address: 'heron.example' });
    await page.getByRole('button', { name: 'Test' }).click();
    await expect.element(page.getByText('It works')).toBeVisible();
    await expect.element(page.getByText(/3 jobs running · live stream · 14\sms/)).toBeVisible();
  });

  test('says why it failed and what to do, and forgets that when something is changed', async () => {
    await form({ address: 'heron.example' });
    await password().fill('wrong');
    await page.getByRole('button', { name: 'Test' }).click();
    await expect.element(page.getByText(/did not accept the user name or the password/)).toBeVisible();
    await password().fill('right');
    await expect.element(page.getByText('It did not work')).not.toBeInTheDocument();
  });

  test('a test can be stopped, and its late answer is nobody’s', async () => {
    const { fake } = await form({ address: 'slow.example' });
    let answer: (report: TestReport) => void = () => undefined;
    fake.report = new Promise((done) => (answer = done));
    await page.getByRole('button', { name: 'Test' }).click();
    await page.getByRole('button', { name: 'Stop the test' }).click();
    answer(SEEN);
    await expect.element(page.getByRole('button', { name: 'Test' })).toBeVisible();
    expect(page.getByText('It works').elements()).toHaveLength(0);
  });

  test('the keyboard stays on the button that tests', async () => {
    await form({ address: 'heron.example' });
    const button = page.getByRole('button', { name: 'Test' });
    (button.element() as HTMLElement).focus();
    await button.click();
    await expect.element(page.getByText('It works')).toBeVisible();
    await expect.element(button).toHaveFocus();
  });

  test('tells of polling where no stream can be held', async () => {
    const { fake } = await form({ address: 'a' });
    fake.report = SEEN;
    await page.getByRole('button', { name: 'Test' }).click();
    await expect.element(page.getByText(/1 job running · by polling/)).toBeVisible();
  });

  test('warns of a password in the open, and not at home', async () => {
    await form();
    await address().fill('http://heron.example');
    await expect.element(page.getByText(/would travel in the open/)).toBeVisible();
    await address().fill('http://localhost:8000');
    await expect.element(page.getByText(/would travel in the open/)).not.toBeInTheDocument();
  });

  test('an empty address is refused with a sentence beside it', async () => {
    const { saved } = await form();
    await page.getByRole('button', { name: 'Add' }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent(/The address is empty/);
    await expect.element(address()).toHaveAttribute('aria-invalid', 'true');
    expect(saved).toEqual([]);
  });

  test('shows the password when asked', async () => {
    await form();
    await password().fill('secret');
    await expect.element(password()).toHaveAttribute('type', 'password');
    await page.getByRole('button', { name: 'Show the password' }).click();
    await expect.element(password()).toHaveAttribute('type', 'text');
  });
});

describe('changing a server', () => {
  test('leaves a stored password as it is when none is typed', async () => {
    const { fake, saved } = await form({ server: aServer({ id: 's1', name: 'heron.example' }) });
    await expect.element(password()).toHaveAttribute('placeholder', 'unchanged');
    await page.getByLabelText('Name').fill('Heron');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => saved.map(({ name }) => name)).toEqual(['Heron']);
    expect(fake.calls.at(-1)).toEqual({
      command: 'update_server',
      args: ['s1', { address: 'https://heron.example', name: 'Heron', user: 'ada', password: null }],
    });
  });
});

for (const theme of SHADES) {
  test(`the form is accessible, ${theme}`, async () => {
    shade(theme);
    const { fake } = await form({ address: 'http://heron.example' });
    fake.report = SEEN;
    await page.getByRole('button', { name: 'Test' }).click();
    await expect.element(page.getByText('It works')).toBeVisible();
    await expectAccessible(document.body);
  });
}
