import { beforeEach } from 'vitest';
import '../styles/tokens.css';
import '../styles/base.css';
import { words } from '../text/words.svelte';

beforeEach(() => {
  words.language = 'en';
  document.documentElement.dataset['theme'] = 'light';
});
