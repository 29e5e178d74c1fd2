type Press = Pick<
  KeyboardEvent,
  'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'
>;

/**
 * What was pressed, as the table of shortcuts spells it; `null` for what is none. Letters go by what is written on the
 * key; where that is of another alphabet, by the place of the key. So do digits, which some keyboards have with Shift.
 */
export function spelled({
  key,
  code,
  shiftKey,
  ctrlKey,
  metaKey,
  altKey,
  isComposing,
}: Press): string | null {
  if (altKey || isComposing) return null;
  const latin = /^[a-z]$/i.test(key);
  const foreign = key.length === 1 && /\p{L}/u.test(key) && key > '\u024f';
  const placed = foreign ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  const letter = latin ? key.toLowerCase() : placed?.toLowerCase();
  if (ctrlKey || metaKey) return letter !== undefined && !shiftKey ? `mod+${letter}` : null;
  if (letter !== undefined) return shiftKey ? null : letter;
  if (key === '?' || /^[0-9]$/.test(key)) return key;
  const digit = /^Digit([0-9])$/.exec(code)?.[1];
  if (digit !== undefined) return shiftKey ? null : digit;
  if (key.length === 1) return null;
  return shiftKey ? `shift+${key.toLowerCase()}` : key.toLowerCase();
}
