// By keyboard alone: Tab comes to everything, arrows to every line of a menu, and the focus is seen everywhere.

/** Presses of a key before it is taken to go on for ever. */
const MOST = 400;

/** Runs in the page: remembers where the focus was and how that looked. */
function walker(menu) {
  /** Presses in a row with the focus outside the page, in the browser's own frame, before the walk ends. */
  const OUTSIDE = 4;
  const PAINT = ['outline-color', 'outline-width', 'box-shadow', 'background-color', 'border-top-color'];
  const shown = (node) => node.checkVisibility({ visibilityProperty: true });
  const name = (node) => node.outerHTML.replaceAll(/\s+/g, ' ').slice(0, 120);
  const paint = (style) => {
    const [colour, ...rest] = PAINT.map((property) => style.getPropertyValue(property));
    // An outline of no style has a colour all the same.
    return style.outlineStyle === 'none' ? rest.slice(1).join() : [colour, ...rest].join();
  };
  /** How it and what is near it look: the focus of a hidden input is drawn on its label. */
  const near = (node) =>
    menu ? [node] : [node, node.nextElementSibling, node.parentElement].filter(Boolean);
  const look = (node) =>
    near(node)
      .flatMap((one) => [getComputedStyle(one), getComputedStyle(one, '::after')])
      .map(paint)
      .join(';');
  /** How each looked with the focus on it; and in a menu, where a mark may stay, as soon as it was away. */
  const seen = new Map();
  const away = new Map();
  let last = null;
  let outside = 0;

  /** After a press: whether the walk goes on. */
  function step() {
    if (menu && last) away.set(last, look(last));
    const node = document.activeElement;
    if (!node || node === document.body || node.tagName === 'DIALOG') {
      outside += 1;
      return outside <= OUTSIDE;
    }
    outside = 0;
    if (seen.has(node)) return false;
    seen.set(node, look(node));
    last = node;
    return true;
  }

  const TABBED = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]';
  /** One of a group of radio buttons stands for all. */
  const byGroup = (node) => node.type !== 'radio' || node.checked || node.tabIndex < 0;
  const modal = () => [...document.querySelectorAll('dialog:modal, [aria-modal=true]')].filter(shown).at(-1);

  const LINES = '[role^=menuitem]:not([aria-disabled=true])';
  const menus = () => [...document.querySelectorAll('[role=menu]')].filter(shown);

  function missed() {
    const nodes = menu
      ? menus().flatMap((one) => [...one.querySelectorAll(LINES)])
      : [...(modal() ?? document).querySelectorAll(TABBED)].filter(
          (node) => node.tabIndex >= 0 && !node.disabled && byGroup(node),
        );
    return nodes
      .filter((node) => shown(node) && !node.closest('[inert]') && !seen.has(node))
      .map((node) => `not reached by ${menu ? 'arrows' : 'Tab'}: ${name(node)}`);
  }

  function end() {
    const lost = missed();
    document.activeElement?.blur();
    const unseen = [...seen]
      .filter(([node, on]) => node.isConnected && on === (away.get(node) ?? look(node)))
      .map(([node]) => `focus is not seen on ${name(node)}`);
    return [...lost, ...unseen];
  }

  window.walker = { step, end };
}

/** What the keyboard does not come to, and where the focus is not seen. */
export async function walk(page) {
  const menu = (await page.locator('[role=menu]').filter({ visible: true }).count()) > 0;
  await page.evaluate(walker, menu);
  let presses = 0;
  do {
    await page.keyboard.press(menu ? 'ArrowDown' : 'Tab');
    presses += 1;
  } while (presses < MOST && (await page.evaluate(() => window.walker.step())));
  const wrong = await page.evaluate(() => window.walker.end());
  return presses < MOST ? wrong : [`the focus did not come round in ${MOST} presses`, ...wrong];
}
