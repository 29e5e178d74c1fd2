import { clock } from './format';
import { words } from './words.svelte';

const HOUR = 60;
const DAY = 24 * HOUR;

/** The minute of the day as the person writes it: "22:30", "10:30 PM". */
export function timeOfDay(minute: number): string {
  return clock(new Date(2024, 0, 1, 0, minute).getTime());
}

/** The minute of the day that was typed: "22", "7.30", "22h30", "2230", "10:30 pm"; `null` where it is none. */
export function minuteOf(typed: string): number | null {
  const text = typed.normalize('NFKC').trim().toLowerCase();
  const match =
    /^(\d{1,2})(?:\s*[:.h ч]\s*(\d{2})?|(\d{2}))?\s*(?:(a|p)\.?\s*m\.?)?$/u.exec(text) ?? undefined;
  if (!match) return null;
  const [, hours = '', after, joined, half] = match;
  let hour = Number(hours);
  const minute = Number(after ?? joined ?? 0);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  }
  return hour < 24 && minute < HOUR ? hour * HOUR + minute : null;
}

/** Some minutes on, around the clock. */
export function later(minute: number, by: number): number {
  return (minute + by + DAY) % DAY;
}

/** Days of the week, 1 is Monday and 7 Sunday, in the order of the person's week. */
export function weekdays(): number[] {
  const first = firstDay();
  return Array.from({ length: 7 }, (_, place) => ((first - 1 + place) % 7) + 1);
}

type Week = { firstDay?: number } | undefined;

/** What the browser knows of the person's week; in older ones a property, in some nothing. */
function firstDay(): number {
  const locale = new Intl.Locale(words.tag) as Intl.Locale & { getWeekInfo?: () => Week; weekInfo?: Week };
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);

/** The name of a day of the week, 1 is Monday. */
export function weekday(day: number, weekday: 'short' | 'long'): string {
  return new Intl.DateTimeFormat(words.tag, { weekday, timeZone: 'UTC' }).format(
    MONDAY + (day - 1) * 86_400_000,
  );
}
