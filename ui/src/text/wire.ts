import type { WireFrame } from '../ipc/bindings';
import { amount, count } from './format';
import { t } from './words.svelte';

const KIB = 1024;
/** Beyond what the frame around a message takes, bytes. */
const FRAME = 64;

/** Size of a message in words. */
export function sizeText(bytes: number): string {
  if (bytes < KIB) return t('size-bytes', { value: count(bytes) });
  const kib = bytes / KIB;
  return kib < KIB
    ? t('size-kib', { value: amount(Math.round(kib * 10) / 10) })
    : t('size-mib', { value: amount(Math.round((kib / KIB) * 10) / 10) });
}

/** What a message holds, laid out over lines where it is JSON. */
export function laidOut({ data }: WireFrame): { text: string; json: boolean } {
  try {
    const value: unknown = JSON.parse(data);
    return { text: typeof value === 'object' ? JSON.stringify(value, null, 2) : data, json: true };
  } catch {
    return { text: data, json: false };
  }
}

/** Its end is not kept. */
export function isCut(frame: WireFrame): boolean {
  return !laidOut(frame).json && new TextEncoder().encode(frame.data).length + FRAME < frame.bytes;
}

/** Words that are all in a message. */
export function matches({ line, name, data }: WireFrame, filter: string): boolean {
  const hay = [line, name, data].join('\n').toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}
