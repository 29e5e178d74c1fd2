import type { IconName } from './Icon.svelte';

/** One thing that a menu offers. */
export interface MenuItem {
  /** Unique within its menu. */
  key: string;
  label: string;
  icon: IconName;
  /** What it does cannot be undone. */
  danger?: boolean;
  disabled?: boolean;
  /** Chosen now, in a menu of which one is chosen. */
  checked?: boolean;
  /** The key that does the same, as a person reads it. */
  keys?: string;
  /** Called when the menu is gone and the focus is back where it was. */
  onselect: () => unknown;
}

/** Items that belong together; a line lies between two groups. */
export type MenuGroups = readonly (readonly MenuItem[])[];

/** A point of the window or a thing in it, to put a menu beside. */
export type MenuAnchor = HTMLElement | { x: number; y: number };

/**
 * Where a layer over the page is put: within a dialog what lies outside of it cannot be reached, and within a
 * landmark it is found by those who go by landmarks.
 */
export function layerHome(near: Element | null | undefined): Element {
  return near?.closest('dialog, main, aside, .window > section') ?? document.body;
}
