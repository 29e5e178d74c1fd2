import { mount } from 'svelte';
import App from './App.svelte';
import type { Backend } from './ipc/backend';
import { Vigie } from './state/vigie.svelte';
import './styles/tokens.css';
import './styles/base.css';

/** In a plain browser (`npm run dev`, screenshots) a lively fake stands in; the product has none of it. */
async function backend(): Promise<Backend> {
  if (import.meta.env.MODE !== 'production' && !('__TAURI_INTERNALS__' in window)) {
    const { fakeFromAddress } = await import('./ipc/fake');
    return fakeFromAddress(window.location.search);
  }
  return (await import('./ipc/tauri')).tauri;
}

const target = document.getElementById('app');
if (target) mount(App, { target, props: { vigie: new Vigie(await backend()) } });
