import { page } from 'vitest/browser';
import { describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Detection, Reason, Server, TestReport } from '../ipc/bindings';
import { FakeBackend } from '../ipc/fake';
import { aDetection } from '../ipc/samples/detections';
import { aServer } from '../ipc/scenes';
import { Draft } from '../state/draft.svelte';
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

const found = (kind: string): ReturnType<typeof page.getByText> => page.getByText(`${kind} found`);
const sent = (fake: FakeBackend, command: string): unknown[] =>
  fake.calls.filter((call) => call.command === command).map(({ args }) => args);
const options = async (): Promise<void> => page.getByText('More options').click();
const address = (): ReturnType<typeof page.getByLabelText> => page.getByLabelText('Address');
const password = (): ReturnType<typeof page.getByLabelText> =>
  page.getByLabelText('Password', { exact: true });
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
    await expect.element(page.getByText(/The server did not accept/)).toBeVisible();
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

  test('sends a password in the open only on the person’s word, given for this address', async () => {
    const { fake } = await form({ address: 'http://heron.example' });
    await password().fill('right');
    const test = page.getByRole('button', { name: 'Test' });
    const word = page.getByRole('checkbox', { name: /^Send passwords and tokens there unencrypted/ });
    await test.click();
    await expect
      .poll(() => sent(fake, 'test_server').at(-1))
      .toMatchObject([{ allow_cleartext: false }, null]);
    await word.click();
    await test.click();
    await expect
      .poll(() => sent(fake, 'test_server').at(-1))
      .toMatchObject([{ allow_cleartext: true }, null]);
    await address().fill('http://crane.example');
    await expect.element(found('SSE Progress')).toBeVisible();
    await expect.element(word).not.toBeChecked();
  });

  test('an empty address is refused with a sentence beside it', async () => {
    const { saved } = await form();
    await page.getByRole('button', { name: 'Add' }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent(/The address is empty/);
    await expect.element(address()).toHaveAttribute('aria-invalid', 'true');
    expect(saved).toEqual([]);
  });

  test('shows the password when asked', async () => {
    await form({ address: 'heron.example' });
    await password().fill('secret');
    await expect.element(password()).toHaveAttribute('type', 'password');
    await page.getByRole('button', { name: 'Show the password' }).click();
    await expect.element(password()).toHaveAttribute('type', 'text');
  });
});

describe('an address is enough', () => {
  test('it is looked at when the typing is over, once, and says what was found', async () => {
    const { fake } = await form();
    await address().fill('soniquebay.lan');
    await expect.element(found('SoniqueBay')).toBeVisible();
    await expect.element(page.getByText('No sign-in needed')).toBeVisible();
    expect(sent(fake, 'detect_server')).toEqual([['soniquebay.lan']]);
    expect(password().elements()).toHaveLength(0);
  });

  test('it is looked at at once when it was pasted', async () => {
    const { fake } = await form();
    (address().element() as HTMLElement).focus();
    const before = performance.now();
    address()
      .element()
      .dispatchEvent(new ClipboardEvent('paste', { bubbles: true }));
    await address().fill('https://estimates.example');
    await expect.poll(() => sent(fake, 'detect_server').length).toBe(1);
    expect(performance.now() - before).toBeLessThan(800);
    await expect.element(page.getByLabelText('Token', { exact: true })).toHaveAttribute('type', 'password');
  });

  test('half an address is nothing to look at', async () => {
    vi.useFakeTimers();
    const fake = new FakeBackend();
    const draft = new Draft(fake, undefined, '');
    for (const typed of ['h', 'heron', 'https:', 'https://', 'heron.', 'heron.e']) {
      draft.address = typed;
      draft.addressed(false);
      await vi.advanceTimersByTimeAsync(2000);
    }
    expect(fake.calls).toEqual([]);
    draft.address = 'heron.example';
    draft.addressed(false);
    await vi.advanceTimersByTimeAsync(2000);
    expect(sent(fake, 'detect_server')).toEqual([['heron.example']]);
    vi.useRealTimers();
  });

  test('what was seen is folded away', async () => {
    await form({ address: 'heron.example' });
    await expect.element(page.getByText('/accounts/login/', { exact: true })).not.toBeVisible();
    await page.getByText('What was seen').click();
    await expect.element(page.getByText('/accounts/login/', { exact: true })).toBeVisible();
    await expect
      .element(page.getByText(/302 · leads to \/accounts\/login\/ · speaks for SSE Progress/))
      .toBeVisible();
  });

  test('unsure, it asks; what is chosen is what is added', async () => {
    const { fake, saved } = await form({ address: 'unsure.example' });
    await expect.element(page.getByText('Not sure what this is')).toBeVisible();
    await page.getByRole('radio', { name: 'Own mapping' }).click();
    await page.getByRole('button', { name: 'Add' }).click();
    await expect.poll(() => saved).toHaveLength(1);
    expect(sent(fake, 'add_server')).toMatchObject([[{ address: 'unsure.example', kind: 'custom' }]]);
  });

  test('a host that is not there is said at once, with the reason', async () => {
    await form({ address: 'gone.example' });
    await expect.element(page.getByText('Nobody could be asked')).toBeVisible();
    await expect.element(page.getByText(/gone\.example cannot be found/)).toBeVisible();
  });

  test('a host that is not there is added only when it is asked for again', async () => {
    const { fake, saved } = await form({ address: 'gone.example' });
    await expect.element(page.getByText('Nobody could be asked', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent(/It can be added anyway/);
    expect(sent(fake, 'add_server')).toEqual([]);
    await page.getByRole('button', { name: 'Add anyway' }).click();
    await expect.poll(() => saved).toHaveLength(1);
  });

  test('a bare word is looked at before it is added', async () => {
    const { fake, saved } = await form();
    await address().fill('heron');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.poll(() => saved).toHaveLength(1);
    expect(fake.calls.map(({ command }) => command)).toEqual(['detect_server', 'add_server']);
  });

  test('an answer about another address is nobody’s', async () => {
    const { fake } = await form();
    let answer: (seen: Detection) => void = () => undefined;
    fake.detection = new Promise((done) => (answer = done));
    await address().fill('heron.example');
    await expect.poll(() => sent(fake, 'detect_server')).toHaveLength(1);
    fake.detection = null;
    await address().fill('soniquebay.lan');
    answer(aDetection('estimates.example'));
    await expect.element(found('SoniqueBay')).toBeVisible();
    expect(found('Estimates').elements()).toHaveLength(0);
  });
});

describe('signing in', () => {
  test('asks for what the server wants: a token, and nothing else', async () => {
    const { fake, saved } = await form({ address: 'https://estimates.example' });
    await page.getByLabelText('Token', { exact: true }).fill('t&k n');
    expect(page.getByLabelText('User').elements()).toHaveLength(0);
    await page.getByRole('button', { name: 'Add' }).click();
    await expect.poll(() => saved).toHaveLength(1);
    expect(sent(fake, 'add_server')).toMatchObject([
      [{ kind: 'estimates', sign_in: 'url-token', token: 't&k n', password: null }],
    ]);
  });

  test('can be chosen: a cookie, and headers whose values are secret', async () => {
    const { fake, saved } = await form({ address: 'heron.example' });
    await expect.element(found('SSE Progress')).toBeVisible();
    await options();
    await page.getByLabelText('Sign-in').selectOptions('Cookie');
    await page.getByLabelText('Cookie', { exact: true }).fill('sessionid=1');
    await page.getByRole('button', { name: 'Add a header' }).click();
    const headers = page.getByRole('group', { name: /^Extra headers/ });
    await headers.getByLabelText('Name').fill('X-Api-Key');
    await expect
      .element(headers.getByLabelText('Value', { exact: true }))
      .toHaveAttribute('type', 'password');
    await headers.getByLabelText('Value', { exact: true }).fill('hush');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.poll(() => saved).toHaveLength(1);
    expect(sent(fake, 'add_server')).toMatchObject([
      [{ sign_in: 'cookie', cookie: 'sessionid=1', headers: { 'X-Api-Key': 'hush' } }],
    ]);
  });

  test('sessions to watch are asked for where a server may not list them', async () => {
    const { fake, saved } = await form({ address: 'postes.example' });
    await expect.element(found('Postes')).toBeVisible();
    await options();
    await page.getByLabelText(/^Sessions or tasks to watch/).fill('41, 43;44');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.poll(() => saved).toHaveLength(1);
    expect(sent(fake, 'add_server')).toMatchObject([[{ watch: ['41', '43', '44'] }]]);
  });
});

describe('a certificate that will not do', () => {
  const REASON: Reason = {
    code: 'certificate-name',
    args: {
      host: 'heron.example',
      names: 'crane.example',
      issuer: 'Heron Works CA',
      not_before: '2026-03-01',
      not_after: '2027-02-28',
      fingerprint: 'ab:cd:ef',
    },
  };

  test('is shown with what it says of itself, and accepted by its fingerprint only', async () => {
    const { fake } = await form({ address: 'heron.example' });
    await expect.element(found('SSE Progress')).toBeVisible();
    fake.report = { ...SEEN, ok: false, failure: { code: 'connection', reason: REASON, args: {} } };
    await page.getByRole('button', { name: 'Test' }).click();
    const certificate = page.getByRole('region', { name: 'The server’s certificate' });
    for (const text of ['crane.example', 'Heron Works CA', 'ab:cd:ef', 'It is not made for heron.example.'])
      await expect.element(certificate.getByText(text)).toBeVisible();
    await expect.element(certificate.getByText(/March 1, 2026 – February 28, 2027/)).toBeVisible();
    fake.report = SEEN;
    await certificate.getByRole('button', { name: 'Accept this certificate' }).click();
    await expect.element(page.getByText('It works')).toBeVisible();
    expect(sent(fake, 'test_server').at(-1)).toMatchObject([{ accept_fingerprint: 'ab:cd:ef' }, null]);
    await page.getByRole('button', { name: 'Do not accept it' }).click();
    await page.getByRole('button', { name: 'Test' }).click();
    await expect
      .poll(() => sent(fake, 'test_server').at(-1))
      .toMatchObject([{ accept_fingerprint: null }, null]);
  });

  test('of a server that is there already is shown when it is edited', async () => {
    await form({ server: aServer({ id: 's1', name: 'heron.example', link: 'waiting', reason: REASON }) });
    await expect.element(page.getByText('ab:cd:ef')).toBeVisible();
  });

  for (const theme of SHADES) {
    test(`is accessible, ${theme}, and so are the options`, async () => {
      shade(theme);
      await form({ server: aServer({ id: 's1', name: 'heron.example', kind: 'postes', reason: REASON }) });
      await options();
      await page.getByRole('button', { name: 'Add a header' }).click();
      await expectAccessible(document.body);
    });

    test(`a question what a server is, is accessible, ${theme}`, async () => {
      shade(theme);
      await form({ address: 'http://unsure.example' });
      await page.getByText('What was seen').click();
      await expectAccessible(document.body);
    });
  }
});

describe('changing a server', () => {
  test('asks again for the word on clear text only when it was missed', async () => {
    const word = page.getByRole('checkbox');
    const server = aServer({ id: 's1', name: 'heron.example', url: 'http://heron.example' });
    await form({ server });
    await expect.element(page.getByText(/would travel in the open/)).toBeVisible();
    expect(word.elements()).toHaveLength(0);
    const reason: Reason = { code: 'cleartext-refused', args: { host: 'heron.example' } };
    const { fake, saved } = await form({ server: { ...server, link: 'signed_out', reason } });
    await word.click();
    await page.getByRole('button', { name: 'Save' }).last().click();
    await expect.poll(() => saved).toHaveLength(1);
    expect(sent(fake, 'update_server')).toMatchObject([['s1', { allow_cleartext: true }]]);
  });

  test('leaves a stored password as it is when none is typed', async () => {
    const { fake, saved } = await form({ server: aServer({ id: 's1', name: 'heron.example' }) });
    await expect.element(password()).toHaveAttribute('placeholder', 'unchanged');
    await options();
    await page.getByLabelText('Name').fill('Heron');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => saved.map(({ name }) => name)).toEqual(['Heron']);
    expect(fake.calls.at(-1)).toEqual({
      command: 'update_server',
      args: [
        's1',
        {
          address: 'https://heron.example',
          name: 'Heron',
          kind: null,
          sign_in: null,
          user: 'ada',
          password: null,
          token: null,
          cookie: null,
          headers: null,
          accept_fingerprint: null,
          watch: null,
        },
      ],
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

describe('how a server is reached', () => {
  const known = aServer({ id: 's1', name: 'heron.example' });
  const saved = (fake: FakeBackend, command: string): unknown =>
    fake.calls.find((one) => one.command === command);

  test('of a new one, what was typed is sent and nothing else', async () => {
    const { fake } = await form({ address: 'heron.example' });
    await options();
    await page.getByLabelText('Certificate authority').fill(' /etc/ca.pem ');
    await page.getByLabelText('Path of the events').fill('/api/events');
    await page.getByLabelText('Proxy').fill('none');
    await page.getByLabelText('Proxy').clear();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.poll(() => saved(fake, 'add_server')).toBeTruthy();
    const [draft] = fake.calls.find((one) => one.command === 'add_server')?.args ?? [];
    expect(draft).toMatchObject({ ca_file: '/etc/ca.pem', events_path: '/api/events' });
    expect(draft).not.toHaveProperty('proxy');
    expect(draft).not.toHaveProperty('client_cert_file');
    expect(page.getByRole('button', { name: /^Take away/ }).elements()).toHaveLength(0);
  });

  test('of a known one, what there is stays, is changed, or is taken away', async () => {
    const { fake } = await form({ server: known });
    await options();
    await page.getByRole('textbox', { name: /^Your certificate/ }).fill('/a.pem');
    await page.getByRole('button', { name: 'Take away: Proxy' }).click();
    await expect
      .element(page.getByRole('textbox', { name: /^Proxy/ }))
      .toHaveAttribute('placeholder', 'will be taken away');
    await page.getByRole('button', { name: 'Take away: Its key' }).click();
    await page.getByRole('button', { name: 'Leave as it is: Its key' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => saved(fake, 'update_server')).toBeTruthy();
    const [, draft] = fake.calls.find((one) => one.command === 'update_server')?.args ?? [];
    expect(draft).toMatchObject({ client_cert_file: '/a.pem', proxy: '', accept_fingerprint: null });
    for (const field of ['ca_file', 'client_key_file', 'events_path'])
      expect(draft).not.toHaveProperty(field);
  });

  test('a certificate that was accepted is taken back', async () => {
    const { fake } = await form({ server: known });
    await options();
    await page.getByRole('checkbox', { name: /^Take back a certificate/ }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => fake.calls.find((one) => one.command === 'update_server')?.args[1])
      .toMatchObject({ accept_fingerprint: '' });
  });

  for (const name of SHADES) {
    test(`is accessible, ${name}`, async () => {
      shade(name);
      await form({ server: known });
      await options();
      await expectAccessible(document.body);
    });
  }
});

test('that no sign-in is needed is said once', async () => {
  await form({ address: 'soniquebay.lan' });
  await expect.element(found('SoniqueBay')).toBeVisible();
  expect(page.getByText(/no sign-in/i).elements()).toHaveLength(1);
});
