import { t } from './words.svelte';

const mac = navigator.userAgent.includes('Mac');

/** The key that goes with a letter to make a command. */
export const MOD = mac ? '⌘' : 'Ctrl';

function keyWord(key: string): string {
  switch (key) {
    case 'mod':
      return MOD;
    case 'shift':
      return mac ? '⇧' : t('key-shift');
    case 'arrowdown':
      return '↓';
    case 'arrowup':
      return '↑';
    case 'escape':
      return t('key-escape');
    case 'enter':
      return t('key-enter');
    case 'home':
      return t('key-home');
    case 'end':
      return t('key-end');
    case 'contextmenu':
      return t('key-contextmenu');
    default:
      return key.toUpperCase();
  }
}

/** What is written on the keys that are pressed together, as the table of shortcuts spells them. */
export function keyWords(spelled: string): string[] {
  return spelled.split('+').map(keyWord);
}
