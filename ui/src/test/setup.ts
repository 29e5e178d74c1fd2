import { beforeEach, vi } from 'vitest';
import '../styles/tokens.css';
import '../styles/base.css';
import { words } from '../text/words.svelte';

/** A Friday afternoon, whenever the tests run: days, quiet hours and times of day are told as on that day. */
const FRIDAY = new Date(2025, 10, 21, 14, 32, 10);

beforeEach(() => {
  vi.useFakeTimers({ now: FRIDAY, toFake: ['Date'], shouldAdvanceTime: true });
  words.language = 'en';
  words.hours = 'system';
  document.documentElement.dataset['theme'] = 'light';
});
