import { clock } from './format';
import { t } from './words.svelte';

/** A pause that lasts until a morning of today or tomorrow. */
export function untilMorning(morning: number, now: number): string {
  const day = (time: number): string => new Date(time).toDateString();
  const args = { clock: clock(morning) };
  return day(morning) === day(now) ? t('pause-until', args) : t('pause-until-tomorrow', args);
}
