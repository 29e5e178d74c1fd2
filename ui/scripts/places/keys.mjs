// By keyboard alone: Tab comes to everything, arrows to every line of a menu, and the focus is seen everywhere.

/** Presses of a key before it is taken to go on for ever. */
const MOST = 400;

/** Runs in the page: remembers where the focus was and how that looked. */
function walker() {
  const SIDES = ['outline-style', 'outline-width', 'outline-color', 'box-shadow'];
  const PAINT = [
    ...SIDES,
    'background-color',
    'border-top-color',
    'border-bottom-color',
    'text-decoration-line',
  ];
  const shown = (node) => node.checkVisibility({ visibilityProperty: true });
  const name = (node) => node.outerHTML.replaceAll(/\s+/g, ' ').slice(0, 120);
  /** How it and what is near it look: the focus of a hidden input is drawn on its label. */
  const near = (node) => [node, node.nextElementSibling, node.parentElement].filter(Boolean);
  const look = (node) =>
    near(node)
      .flatMap((one) => [getComputedStyle(one), getComputedStyle(one, '::after')])
      .map((style) => PAINT.map((property) => style.getPropertyValue(property)).join())
      .join(';');
  const seen = new Map();
  let last = null;

  function leave() {
    if (last?.isConnected) seen.set(last, { ...seen.get(last), away: look(last) });
    last = null;
  }

  /** After a press: whether there is anything new under the focus. */
  function step() {
    leave();
    const node = document.activeElement;
    if (!node || node === document.body || node.tagName === 'DIALOG')
      return seen.has(document.body) ? 'end' : outside();
    if (seen.has(node)) return 'end';
    seen.set(node, { on: look(node), visible: node.matches(':focus-visible') });
    last = node;
    return 'new';
  }

  function outside() {
    seen.set(document.body, null);
    return 'new';
  }

  const TABBED = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]';
  /** One of a group of radio buttons stands for all. */
  const byGroup = (node) => node.type !== 'radio' || node.checked || node.tabIndex < 0;
  const modal = () => [...document.querySelectorAll('dialog:modal, [aria-modal=true]')].filter(shown).at(-1);

  function missed(menu) {
    const nodes = menu
      ? [...document.querySelectorAll('[role=menu]')]
          .filter(shown)
          .at(-1)
          .querySelectorAll('[role^=menuitem]:not([aria-disabled=true])')
      : (modal() ?? document).querySelectorAll(TABBED);
    return [...nodes]
      .filter((node) => menu || (node.tabIndex >= 0 && !node.disabled && byGroup(node)))
      .filter((node) => shown(node) && !node.closest('[inert]') && !seen.has(node))
      .map((node) => `not reached by ${menu ? 'arrows' : 'Tab'}: ${name(node)}`);
  }

  function end(menu) {
    document.activeElement?.blur();
    leave();
    const unseen = [...seen]
      .filter(([node, looks]) => looks && node.isConnected && looks.away !== undefined)
      .filter(([, looks]) => looks.on === looks.away)
      .map(([node]) => `focus is not seen on ${name(node)}`);
    return [...missed(menu), ...unseen];
  }

  window.walker = { step, end };
}

/** What the keyboard does not come to, and where the focus is not seen. */
export async function walk(page) {
  const menu = await page.locator('[role=menu]').filter({ visible: true }).count();
  await page.evaluate(walker);
  let presses = 0;
  do {
    await page.keyboard.press(menu ? 'ArrowDown' : 'Tab');
    presses += 1;
  } while (presses < MOST && (await page.evaluate(() => window.walker.step())) === 'new');
  const wrong = await page.evaluate((inMenu) => window.walker.end(inMenu), menu > 0);
  return presses < MOST ? wrong : [`the focus did not come round in ${MOST} presses`, ...wrong];
}
