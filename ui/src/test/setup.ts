import { beforeEach } from 'vitest';
import '../styles/tokens.css';
import '../styles/base.css';
import { words } from '../text/words.svelte';

beforeEach(() => {
  words.language = 'en';
  words.hours = 'system';
  document.documentElement.dataset['theme'] = 'light';
});
