// Goes to every place once a size, and there through themes and languages: few page loads for many looks.
import { serve } from './files.mjs';
import { openPage } from './renderer.mjs';

const SIZES = { wide: { width: 1280, height: 760 }, narrow: { width: 480, height: 760 } };
/** Pages at a time. */
const PAGES = Number(process.env.VIGIE_PAGES ?? 2);

/** `{ size, theme, lang }` of `wide-dark-fr`. */
function parts(look) {
  const [size, theme, lang] = look.split('-');
  return { size, theme, lang };
}

const sizesOf = (place) => place.sizes ?? ['wide', 'narrow'];
/** Of these looks those in which the place exists. */
export const existing = (place, looks) => looks.filter((look) => sizesOf(place).includes(parts(look).size));

/** Loads the window and goes to the place as a person would. */
async function arrive(page, address, place, look) {
  const { size, theme, lang } = parts(look);
  const query = new URLSearchParams({
    scene: place.scene,
    theme,
    lang,
    still: '',
    at: `${place.name}-${size}`,
  });
  await page.mouse.move(0, 0);
  await page.setViewportSize(place.window ?? SIZES[size]);
  await page.goto(`${address}/?${query}${place.hash ? `#${place.hash}` : ''}`);
  await page
    .locator(place.hash ? 'main' : 'h1')
    .first()
    .waitFor();
  await place.act?.(page);
  if (place.wait) await page.locator(place.wait).first().waitFor();
  await page.mouse.move(0, 0);
}

/** Another theme and language, as from the settings: what is open stays open. */
async function change(page, look) {
  const { theme, lang } = parts(look);
  await page.evaluate(
    ({ theme, lang }) => window.fake.setPreferences({ ...window.fake.preferences, theme, language: lang }),
    { theme, lang },
  );
  await page.waitForFunction(
    ({ theme, lang }) =>
      document.documentElement.lang === lang && document.documentElement.dataset.theme === theme,
    { theme, lang },
  );
}

/** Everything asked for is drawn. */
const drawn = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        void document.fonts.ready.then(() =>
          requestAnimationFrame(() => requestAnimationFrame(() => done(null))),
        );
      }),
  );

/** What a page complains of while it is at a place is a failure there. */
function listen(page, complain) {
  page.on('console', (message) => {
    if (message.type() === 'error') complain(`the console says: ${message.text()}`);
  });
  page.on('pageerror', (error) => complain(`the page fails: ${error.message}`));
}

/** What there is to visit: a place in one size, with the looks asked for. */
function stopsOf(places, looksOf) {
  return places.flatMap((place) =>
    Object.keys(SIZES).map((size) => ({
      place,
      looks: existing(place, looksOf(place)).filter((look) => parts(look).size === size),
    })),
  );
}

/**
 * Visits places in the looks that `looksOf(place)` names. In each, `visit(page, place, look, last)` is called, `last`
 * in the last look of a size. Answers what is wrong: what `visit` tells, what fails, what the console says.
 */
export async function tour({ browser, places, looksOf, visit, prepare }) {
  const wrong = [];
  const server = await serve();
  const stops = stopsOf(places, looksOf);

  async function walk() {
    let where = '';
    const tell = (what) => wrong.push(`${where}: ${what}`);
    const page = await openPage(browser);
    listen(page, tell);
    await prepare?.(page);
    for (let stop = stops.shift(); stop; stop = stops.shift()) {
      const { place, looks } = stop;
      try {
        for (const [n, look] of looks.entries()) {
          where = `${place.name}, ${look}`;
          await (n === 0 ? arrive(page, server.address, place, look) : change(page, look));
          await drawn(page);
          (await visit(page, place, look, n === looks.length - 1)).forEach(tell);
        }
      } catch (thrown) {
        tell(thrown instanceof Error ? thrown.message : String(thrown));
      }
    }
  }

  try {
    await Promise.all(Array.from({ length: PAGES }, walk));
  } finally {
    server.close();
  }
  return wrong;
}
