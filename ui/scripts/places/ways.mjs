// Ways to get to a place, as a person goes. Each takes Playwright's page.

/** Opens the sidebar where it is folded away. */
export async function unfold(page) {
  const menu = page.locator('header .menu');
  if (await menu.isVisible()) await menu.click();
}

/** Opens a view; in the narrow window by its menu. */
export async function go(page, view) {
  await unfold(page);
  await page.locator(`nav a[href="#${view}"]`).click();
  await page.locator('dialog').waitFor({ state: 'detached' });
}

/** The page of a server, heard from. */
export async function openServer(page, place = 0) {
  await unfold(page);
  await page.locator('.sidebar .server').nth(place).click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.locator('.offers li').first().waitFor();
}

/** The history, with its rows. */
export async function past(page) {
  await go(page, 'history');
  await page.locator('main [role=row] .title').nth(4).waitFor();
}

/** A part of the settings, by its place. */
export async function settings(page, part) {
  await go(page, 'settings');
  await page.locator('main [role=tab]').nth(part).click();
  await page.locator('.part').waitFor();
}

/** What a file of settings would bring. */
export async function importFile(page) {
  await settings(page, 4);
  const buffer = Buffer.from('{"format":"vigie-settings"}');
  const file = { name: 'vigie-settings.json', mimeType: 'application/json', buffer };
  await page.locator('.part input[type=file]').setInputFiles(file);
  await page.locator('.report').waitFor();
  await page.locator('.report').scrollIntoViewIfNeeded();
}

/** Other choices of the person. */
export async function prefer(page, choices) {
  await page.evaluate((choices) => {
    const { fake } = window;
    return fake.setPreferences({ ...fake.preferences, ...choices });
  }, choices);
}

/** A link `vigie://add?url=…` was followed. */
export async function link(page, add) {
  await page.evaluate((add) => window.fake.show({ add }), add);
  await page.locator('dialog .linked').waitFor();
}

export const groupMenu = (page) => page.locator('header [aria-haspopup=menu]').click();

export const openJob = (page, title) => page.locator('.job .title', { hasText: title }).first().click();

export async function addServer(page, address) {
  await page.locator('.empty input').fill(address);
  await page.locator('.empty .primary').click();
  await page.locator('dialog .found').waitFor();
}

export async function testServer(page, address, password) {
  await addServer(page, address);
  await page.locator('dialog input[type=password]').fill(password);
  await page.locator('dialog form .buttons .button').first().click();
  await page.locator('dialog .result').waitFor();
}

export async function openTable(page, model) {
  await go(page, 'activity');
  await page.locator('.chips .chip', { hasText: model }).click();
  await page.locator('[role=table] [role=row]').nth(1).waitFor();
}

/** A record changes in the table that is open. */
export async function changeRecord(page) {
  await page.evaluate(() => {
    const { fake } = window;
    const old = fake.scene.records.findLast(({ model, id }) => model === 'estimate' && id === '6');
    const fields = { ...old.fields, status: 'Согласована', total: 99_000.25 };
    fake.changeRecords({ ...old, fields, changed: ['status', 'total'], at: Date.now() });
  });
}

/** The boards, with their curves drawn. */
export async function boards(page) {
  await go(page, 'boards');
  await page.locator('.tile canvas').nth(8).waitFor();
}

export async function openCurve(page) {
  await go(page, 'boards');
  await page.locator('.tile button').nth(1).click();
  await page.locator('dialog .chip').nth(1).click();
  await page.locator('dialog canvas').waitFor();
}

export async function sendCode(page) {
  await go(page, 'boards');
  await page.locator('.actions .button').first().click();
  await page.locator('dialog input').first().fill('ABC123');
  await page.locator('dialog .primary').click();
  await page.locator('dialog .result').waitFor();
}

/** The message that came last, whole. */
export async function openMessage(page) {
  await go(page, 'activity');
  await page.evaluate(() => {
    const { fake } = window;
    const [old] = fake.scene.notices;
    const text = 'The line stops at six for maintenance.\n\nWhoever still counts: please end before.';
    const message = { kind: 'message', id: 'm-1', job: null, title: 'Maintenance tonight', text };
    fake.notify({ ...old, ...message, at: Date.now(), read: true });
  });
  await page.locator('.line .title', { hasText: 'Maintenance tonight' }).click();
}

/** Five notices while the person looks at the window. */
export async function toasts(page) {
  await page.evaluate(() => {
    const { fake } = window;
    fake.focus(true);
    const [done, warned, failed, stalled, gone] = fake.scene.notices;
    const fresh = [failed, done, warned, stalled, gone];
    fake.notify(...fresh.map((notice, n) => ({ ...notice, id: `new-${n}`, at: Date.now(), read: false })));
  });
}

/** What a server with a certificate of its own answers. */
export async function doubt(page) {
  await page.evaluate(() => {
    window.fake.detection = {
      url: 'https://heron.example/',
      kind: null,
      sign_in: null,
      candidates: [],
      saw: [],
      cleartext: false,
      reason: {
        code: 'certificate-unknown',
        args: {
          host: 'heron.example',
          names: 'heron.example, www.heron.example',
          issuer: 'Heron Works internal CA',
          not_before: '2026-03-01',
          not_after: '2027-02-28',
          fingerprint:
            '5f:7c:01:9a:52:c3:e1:88:0b:4d:36:aa:90:17:2e:f4:61:bd:08:c9:73:5a:ef:12:84:d0:9b:66:3c:27:fe:45',
        },
      },
    };
  });
  await addServer(page, 'heron.example');
}
