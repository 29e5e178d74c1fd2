import { mount } from 'svelte';
import App from './App.svelte';
import type { Backend } from './ipc/backend';
import Mini from './Mini.svelte';
import { MiniBoard } from './state/mini.svelte';
import { Vigie } from './state/vigie.svelte';
import './styles/tokens.css';
import './styles/base.css';

/** In a plain browser (`npm run dev`, screenshots) a lively fake stands in; the product has none of it. */
async function backend(): Promise<Backend> {
  if (import.meta.env.MODE !== 'production' && !('__TAURI_INTERNALS__' in window)) {
    const { fakeFromAddress } = await import('./ipc/staged');
    return fakeFromAddress(window.location.search);
  }
  return (await import('./ipc/tauri')).tauri;
}

const target = document.getElementById('app');
/** The small window that stays on top is the same page with another address. */
if (target && window.location.hash === '#mini') {
  mount(Mini, { target, props: { mini: new MiniBoard(await backend()) } });
} else if (target) {
  mount(App, { target, props: { vigie: new Vigie(await backend()) } });
}
