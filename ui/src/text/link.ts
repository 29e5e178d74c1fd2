import type { Server } from '../ipc/bindings';
import { latency, span } from './format';
import { t } from './words.svelte';

/** The state of a connection in words: "live · 14 ms", "next try in 8 s", "signed out · sign in". */
export function linkWords(server: Server, now: number): string {
  if (!server.enabled) return t('link-off');
  const parts = [linkState(server, now)];
  const up = server.link === 'live' || server.link === 'polling';
  if (up && server.latency_ms !== null) parts.push(latency(server.latency_ms));
  if (server.link === 'signed_out') parts.push(t('link-sign-in'));
  return parts.join(t('part-separator'));
}

/** The same without what can be done or measured. */
export function linkState(server: Server, now: number): string {
  if (server.link === 'waiting' && server.retry_at !== null) {
    const left = server.retry_at - now;
    return left < 1000 ? t('link-back-now') : t('link-back-in', { duration: span(left) });
  }
  return t(`link-${server.link}`).toLocaleLowerCase();
}

/** "last heard 42 s ago"; nothing when it was never heard. */
export function lastHeard(heardAt: number | null, now: number): string | null {
  return heardAt === null ? null : t('last-heard', { duration: span(now - heardAt) });
}
