import { spelled } from './spelled';
import { GO, SHORTCUTS, type Shortcut, type Stage } from './shortcuts';

/** A letter that comes later than this after `g` stands for itself. */
const SEQUENCE_MS = 1500;

/** What is typed there is text. */
function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select')) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}

/** Something lies over the page that answers its own keys. */
function isCovered(target: EventTarget | null): boolean {
  if (target instanceof Element && target.closest('[role="menu"], [role="listbox"]')) return true;
  return document.querySelector('dialog:modal') !== null;
}

/** Keys that things of their own answer: a list its arrows, a tab its arrows, a curve its own. */
const LEFT_TO_THINGS = /^(arrow|home|end|enter)/;
const THINGS = 'button, a, input, summary, [role="tab"], [role="option"], [tabindex="0"]';

/** All keys of the window, heard in one place. */
export class Keyboard {
  readonly #stage: Stage;
  #goneAt = -Infinity;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const pressed = spelled(event);
    if (pressed === null || isCovered(event.target)) return;
    const typing = isField(event.target);
    const going = event.timeStamp - this.#goneAt < SEQUENCE_MS;
    this.#goneAt = -Infinity;
    if (!typing && pressed === GO && !going) {
      this.#goneAt = event.timeStamp;
      return;
    }
    const shortcut = this.#find(going && !typing ? [GO, pressed] : [pressed]);
    if (!shortcut?.run || (typing && !shortcut.always)) return;
    if (LEFT_TO_THINGS.test(pressed) && event.target instanceof Element && event.target.matches(THINGS))
      return;
    if (shortcut.run(this.#stage)) event.preventDefault();
  }

  #find(way: readonly string[]): Shortcut | undefined {
    return SHORTCUTS.find(({ ways }) =>
      ways.some((one) => one.length === way.length && one.every((key, n) => key === way[n])),
    );
  }
}
