import { page, userEvent } from 'vitest/browser';
import { describe, expect, test } from 'vitest';
import type { Failure, Language } from '../ipc/bindings';
import type { FakeBackend } from '../ipc/fake';
import { someExceptions } from '../ipc/samples/rules';
import { ruleOf } from '../state/inheritance';
import { SECTIONS, type Section } from '../state/settings.svelte';
import type { Vigie } from '../state/vigie.svelte';
import { expectAccessible, SHADES } from '../test/axe';
import { NARROW, openWindow, WIDE } from '../test/window';

const broken: Failure = { code: 'desktop-refused', reason: null, args: { detail: 'no autostart here' } };

async function open(
  section: Section,
  options: Parameters<typeof openWindow>[0] = {},
  size: readonly [number, number] = WIDE,
): Promise<{ fake: FakeBackend; vigie: Vigie }> {
  const { fake, vigie } = await openWindow(options, size);
  fake.rules = someExceptions();
  fake.push({ rules: fake.rules });
  vigie.showSettings(section);
  await expect.element(page.getByRole('tabpanel')).toBeVisible();
  return { fake, vigie };
}

const args = (fake: FakeBackend, command: string): unknown[][] =>
  fake.calls.filter((call) => call.command === command).map((call) => call.args);

describe('the settings', () => {
  test('are there before the first server is', async () => {
    const { vigie } = await openWindow({ scene: 'empty' });
    vigie.showSettings('data');
    await expect.element(page.getByRole('button', { name: 'Choose a file…' })).toBeVisible();
  });

  test('are walked through with the arrow keys', async () => {
    const { vigie } = await open('general');
    page.getByRole('tab', { name: 'General' }).element().focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    await expect.element(page.getByRole('tab', { name: 'Quiet hours' })).toHaveFocus();
    expect(vigie.settings.section).toBe('quiet');
    await userEvent.keyboard('{End}');
    await expect.element(page.getByRole('heading', { name: 'About' })).toBeVisible();
  });

  test('a choice holds at once, the language too', async () => {
    const { fake } = await open('general');
    await page.getByRole('combobox', { name: 'Rows' }).selectOptions('Close together');
    await expect.poll(() => fake.preferences.density).toBe('compact');
    await page.getByRole('combobox', { name: 'Time of day' }).selectOptions('24 hours');
    await expect.element(page.getByText('Such as 14:05')).toBeVisible();
    await page.getByRole('combobox', { name: 'Language' }).selectOptions('Русский');
    await expect.element(page.getByRole('heading', { level: 1, name: 'Настройки' })).toBeVisible();
  });

  test('what the desktop refuses is told and taken back', async () => {
    const { fake } = await open('general');
    fake.failing.set('set_preferences', broken);
    const login = page.getByRole('switch', { name: 'Start at login' });
    await login.click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('no autostart here');
    await expect.element(login).not.toBeChecked();
    fake.failing.clear();
    await login.click();
    await expect.element(login).toBeChecked();
    expect(fake.preferences.start_at_login).toBe(true);
  });

  test('a number that will not do is said so, and nothing is changed', async () => {
    const { fake } = await open('general');
    const days = page.getByRole('textbox', { name: 'Keep finished jobs for' });
    await days.fill('0');
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByText('Enter a whole number from 1 to 3,650.')).toBeVisible();
    expect(fake.preferences.history_days).toBe(90);
    await days.fill('30');
    await userEvent.keyboard('{Tab}');
    await expect.poll(() => fake.preferences.history_days).toBe(30);
    await expect.element(days).toHaveAttribute('aria-invalid', 'false');
  });
});

describe('alert rules', () => {
  test('a cell that is turned is set here, tried, and holds when it is saved', async () => {
    const { fake } = await open('alerts');
    await page.getByRole('button', { name: 'edi_import', exact: true }).click();
    const failed = page.getByRole('row', { name: 'Failed' });
    await expect.element(failed).toHaveTextContent('As Vigie comes');
    await failed.getByRole('checkbox', { name: 'Failed: Desktop' }).click();
    await expect.element(failed).toHaveTextContent('Set here');
    await expect
      .element(page.getByText(/^With these rules you would have been alerted 7 times/))
      .toBeVisible();
    await expect.element(page.getByText('With the rules that hold now: 8 times.')).toBeVisible();
    expect(args(fake, 'set_rules')).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.element(page.getByText('The alert rules are saved.')).toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'Save' })).not.toBeInTheDocument();
    const rule = ruleOf(fake.rules.rules, { of: 'kind', server: null, kind: 'edi_import' });
    expect(rule.events.failed).toEqual({ bell: true, desktop: false, sound: true });
  });

  test('says what comes from where, and goes back to it', async () => {
    const { vigie } = await open('alerts');
    vigie.showSettings('alerts', { of: 'kind', server: 's1', kind: 'edi_import' });
    const longer = page.getByRole('row', { name: 'Takes longer than usual' });
    await expect.element(longer).toHaveTextContent('Inherited from edi_import');
    await longer.getByRole('checkbox', { name: 'Takes longer than usual: Sound' }).click();
    await longer.getByRole('button', { name: 'Back to inherited: Takes longer than usual' }).click();
    await expect.element(longer).toHaveTextContent('Inherited from edi_import');
    expect(vigie.settings.changed).toBe(false);
    const least = page.getByRole('textbox', { name: 'Only jobs that took at least' });
    await expect.element(least).toHaveValue('2');
    await least.fill('5');
    await userEvent.keyboard('{Tab}');
    expect(ruleOf(vigie.settings.shown.rules, vigie.settings.scope).at_least_seconds).toBe(300);
  });

  test('an exception is added, taken away and had back', async () => {
    const { vigie } = await open('alerts');
    await page.getByRole('button', { name: /^Add an exception/ }).click();
    await expect.element(page.getByRole('combobox', { name: 'For' })).toHaveFocus();
    await page.getByRole('combobox', { name: 'For' }).selectOptions('a kind of job');
    await page.getByRole('combobox', { name: 'Kind' }).selectOptions('email_sending');
    await page.getByRole('combobox', { name: 'Server', exact: true }).selectOptions('heron.example');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.element(page.getByRole('heading', { name: 'email_sending' })).toBeVisible();
    await page.getByRole('switch', { name: 'Muted' }).click();
    await expect.element(page.getByText(/^Muted: neither desktop nor sound/)).toBeVisible();
    expect(vigie.settings.changed).toBe(true);
    await page.getByRole('button', { name: 'Remove the exception for email_sending' }).click();
    await expect.element(page.getByRole('button', { name: /^Add an exception/ })).toHaveFocus();
    expect(vigie.settings.changed).toBe(false);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(page.getByRole('switch', { name: 'Muted' })).toBeChecked();
  });

  test('in one column, what is chosen comes into view and the window itself stays where it is', async () => {
    await open('alerts', {}, NARROW);
    await page.getByRole('button', { name: 'EDI import · ORDERS', exact: true }).click();
    const head = page.getByRole('heading', { name: 'EDI import · ORDERS' });
    await expect.poll(() => head.element().getBoundingClientRect().top).toBeLessThan(NARROW[1] / 2);
    expect(document.querySelector('main')?.scrollTop).toBe(0);
    await expect.element(page.getByRole('heading', { level: 1 })).toBeInViewport();
  });

  test('which warnings, with their number', async () => {
    const { vigie } = await open('alerts');
    const which = page.getByRole('combobox', { name: 'Which warnings' });
    await which.selectOptions('When too much fails');
    const percent = page.getByRole('textbox', { name: /^Percentage/ });
    await percent.fill('101');
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByText('Enter a whole number from 0 to 100.')).toBeVisible();
    await percent.fill('12');
    await userEvent.keyboard('{Tab}');
    const rule = (): unknown => ruleOf(vigie.settings.shown.rules, { of: 'everything' }).warnings;
    expect(rule()).toEqual({ when: 'above', percent: 12 });
    await which.selectOptions('Every so many');
    expect(rule()).toEqual({ when: 'every', nth: 10 });
  });

  test('a refusal is told where it was saved, and the draft outlives the view', async () => {
    const { fake, vigie } = await open('alerts');
    fake.failing.set('set_rules', { code: 'rule-refused', reason: null, args: { detail: 'too much' } });
    await page.getByRole('switch', { name: 'Muted' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('This rule will not do: too much.');
    vigie.go('jobs');
    await expect.element(page.getByRole('heading', { level: 1, name: 'Jobs' })).toBeVisible();
    vigie.go('settings');
    await expect.element(page.getByRole('switch', { name: 'Muted' })).toBeChecked();
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect.element(page.getByRole('switch', { name: 'Muted' })).not.toBeChecked();
  });
});

describe('quiet hours', () => {
  test('say in words that a night ends the next day', async () => {
    const { vigie } = await open('quiet', { preferences: { time_format: '24h' } });
    const span = page.getByRole('group', { name: 'Quiet time 1' });
    await expect.element(span).toHaveTextContent(/Until 0?7:00 the next day: 11\sh/);
    await span.getByRole('textbox', { name: 'to' }).fill('22h30');
    await userEvent.keyboard('{Tab}');
    await expect.element(span).toHaveTextContent(/Until 22:30 the same day: 2\sh\s30/);
    await expect.element(span.getByRole('textbox', { name: 'to' })).toHaveValue('22:30');
    await span.getByRole('button', { name: 'Sat' }).click();
    expect(vigie.settings.shown.quiet.spans[0]).toEqual({ days: [1, 2, 3, 4, 5, 6], from: 1200, to: 1350 });
  });

  test('no time is guessed from what is none', async () => {
    const { vigie } = await open('quiet');
    const from = page.getByRole('group', { name: 'Quiet time 1' }).getByRole('textbox', { name: 'From' });
    await from.fill('soon');
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByText(/^Enter a time such as/)).toBeVisible();
    expect(vigie.settings.changed).toBe(false);
  });

  test('without a day they cannot be saved, and it is said why', async () => {
    await open('quiet');
    const span = page.getByRole('group', { name: 'Quiet time 2' });
    await span.getByRole('button', { name: 'Sat' }).click();
    await span.getByRole('button', { name: 'Sun' }).click();
    await expect.element(span.getByRole('alert')).toHaveTextContent('Choose at least one day.');
    await expect.element(page.getByRole('button', { name: 'Save' })).toBeDisabled();
    await span.getByRole('button', { name: 'Remove quiet time 2' }).click();
    await expect.element(page.getByRole('button', { name: 'Save' })).toBeEnabled();
    await expect.element(page.getByRole('button', { name: 'Add a time' })).toHaveFocus();
  });

  test('a pause holds at once and can be ended', async () => {
    const { fake } = await open('quiet');
    await page.getByRole('button', { name: 'For 1 h' }).click();
    await expect.element(page.getByRole('tabpanel').getByText(/^Alerts paused until/)).toBeVisible();
    await page.getByRole('button', { name: /^Until tomorrow/ }).click();
    await expect.poll(() => args(fake, 'pause_alerts').length).toBe(2);
    const [, [minutes] = []] = args(fake, 'pause_alerts');
    // From 8 to 32 hours, whatever the time is now; a change of the clocks may take or give one.
    expect(Number(minutes)).toBeGreaterThan(7 * 60);
    expect(Number(minutes)).toBeLessThan(33 * 60);
    await page.getByRole('tabpanel').getByRole('button', { name: 'Resume alerts' }).click();
    await expect.element(page.getByText('Alerts are on.')).toBeVisible();
  });
});

describe('sounds', () => {
  test('are off, can be tried, and say when they cannot be played', async () => {
    const { fake } = await open('sounds');
    const master = page.getByRole('switch', { name: 'Play sounds' });
    await expect.element(master).not.toBeChecked();
    await page.getByRole('button', { name: 'Play: Attention' }).click();
    expect(args(fake, 'play_sound')).toEqual([['attention']]);
    fake.failing.set('play_sound', { ...broken, args: { detail: 'no sound card' } });
    await page.getByRole('button', { name: 'Play: Done' }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('no sound card');
    await master.click();
    await expect.poll(() => fake.rules.sounds).toBe(true);
    expect(fake.rules.rules).toHaveLength(someExceptions().rules.length);
  });
});

describe('data', () => {
  const file = (text: string): File => new File([text], 'colleague.json', { type: 'application/json' });
  const choose = (text: string) => userEvent.upload(page.getByLabelText('File to import'), file(text));

  test('an export says where it is and shows it', async () => {
    const { fake } = await open('data');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect.element(page.getByText(/vigie-settings\.json.*5 servers/)).toBeVisible();
    await page.getByRole('button', { name: 'Show in folder' }).click();
    expect(args(fake, 'show_file')).toEqual([['/home/ada/Downloads/vigie-settings.json']]);
  });

  test('an import is first looked at, then taken over', async () => {
    const { fake } = await open('data');
    await choose('{"format":"vigie-settings"}');
    const report = page.getByRole('group', { name: 'What colleague.json brings' });
    await expect.element(report.getByRole('list', { name: 'New servers' })).toHaveTextContent('tern.example');
    await expect
      .element(report.getByRole('list', { name: 'Cannot be taken over' }))
      .toHaveTextContent('attic: ');
    await expect.element(report.getByRole('list', { name: 'Will want you to sign in' })).toBeVisible();
    expect(args(fake, 'import_settings').map(([, apply]) => apply)).toEqual([false]);
    await report.getByRole('button', { name: 'Take over' }).click();
    await expect.element(page.getByText('Taken over from colleague.json:')).toBeVisible();
    expect(args(fake, 'import_settings').map(([, apply]) => apply)).toEqual([false, true]);
  });

  test('a file that is none of Vigie’s is refused with a next step', async () => {
    await open('data');
    await choose('<html>');
    await expect.element(page.getByRole('alert')).toHaveTextContent('Choose a file that Vigie exported.');
    await expect.element(page.getByRole('button', { name: 'Take over' })).not.toBeInTheDocument();
  });

  test('diagnostics are read before they are saved', async () => {
    const { fake } = await open('data');
    await page.getByRole('button', { name: 'Read and save…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Diagnostics' });
    await expect
      .element(dialog.getByRole('region', { name: 'versions.txt' }))
      .toHaveTextContent('Vigie 0.1.0');
    await dialog.getByRole('tab', { name: 'log.txt' }).click();
    await expect.element(dialog.getByRole('region', { name: 'log.txt' })).toHaveTextContent('latency');
    expect(args(fake, 'save_diagnostics')).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.element(dialog.getByText(/vigie-diagnostics\.zip.*4 files/)).toBeVisible();
    await expectAccessible();
    fake.failing.set('show_file', { ...broken, args: { detail: 'no file manager' } });
    await dialog.getByRole('button', { name: 'Show in folder' }).click();
    await expect.element(dialog.getByRole('alert')).toHaveTextContent('no file manager');
  });
});

describe('every section is accessible', () => {
  for (const theme of SHADES) {
    for (const language of ['en', 'fr', 'ru'] as Language[]) {
      test(`${theme}, ${language}`, { timeout: 60_000 }, async () => {
        const { vigie } = await open(
          'general',
          { preferences: { theme, language } },
          theme === 'light' ? WIDE : NARROW,
        );
        for (const section of SECTIONS) {
          vigie.showSettings(section);
          await expect.element(page.getByRole('tabpanel')).toHaveAttribute('data-state', 'active');
          await expectAccessible();
        }
        vigie.showSettings('alerts', { of: 'kind', server: 's2', kind: 'backup' });
        vigie.settings.clear(vigie.settings.scope);
        await expect.element(page.getByRole('tabpanel')).toBeVisible();
        await expectAccessible();
      });
    }
  }
});
