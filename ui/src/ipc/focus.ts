import type { Stop } from './backend';

/** The page's own focus events: the web view passes on the window's, so no permission is needed. */
export function watchFocus(listener: (focused: boolean) => void): Stop {
  const focus = (): void => listener(true);
  const blur = (): void => listener(false);
  window.addEventListener('focus', focus);
  window.addEventListener('blur', blur);
  listener(document.hasFocus());
  return () => {
    window.removeEventListener('focus', focus);
    window.removeEventListener('blur', blur);
  };
}
