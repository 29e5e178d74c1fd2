import type { QuietHours } from '../ipc/bindings';

/** A time of quiet, milliseconds since 1970; it begins at `from` and is over at `to`. */
export interface Quiet {
  from: number;
  to: number;
}

/** A span that began yesterday may still last; a week from now all of them have come. */
const FIRST_DAY = -1;
const LAST_DAY = 8;

/** Monday is 1, Sunday 7. */
function weekday(date: Date): number {
  return date.getDay() || 7;
}

/** Minutes of a day as local time has them, also on a day that is an hour shorter or longer. */
function at(day: Date, minute: number): number {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), 0, minute).getTime();
}

/** Every time of quiet around `now`, in order; those that touch each other are one. */
function quietAround(hours: QuietHours, now: number): Quiet[] {
  const today = new Date(now);
  const found: Quiet[] = [];
  for (let n = FIRST_DAY; n <= LAST_DAY; n += 1) {
    const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() + n);
    for (const { days, from, to } of hours.spans) {
      if (!days.includes(weekday(day))) continue;
      found.push({ from: at(day, from), to: at(day, to > from ? to : to + 24 * 60) });
    }
  }
  const joined: Quiet[] = [];
  for (const one of found.sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && one.from <= last.to) last.to = Math.max(last.to, one.to);
    else joined.push(one);
  }
  return joined;
}

/** The time of quiet of now, or the next within a week; `null` when there is none. */
export function nextQuiet(hours: QuietHours, now: number): Quiet | null {
  if (!hours.on) return null;
  return quietAround(hours, now).find(({ to }) => to > now) ?? null;
}

/** Until when it is quiet; `null` when it is not. */
export function quietUntil(hours: QuietHours, now: number): number | null {
  const next = nextQuiet(hours, now);
  return next && next.from <= now ? next.to : null;
}

/** The shortest pause that is offered, in the minutes that a pause is asked in. */
export const HOUR_MINUTES = 60;
const MINUTE_MS = 60_000;

/** A pause that ends no sooner than then, in whole minutes. */
export function minutesUntil(end: number, now: number): number {
  return Math.ceil((end - now) / MINUTE_MS);
}

/** When a night is over. */
const MORNING_HOUR = 8;
/** A pause "until the morning" is longer than this. */
const NIGHT_MS = 4 * 3_600_000;

/** The morning that a pause of alerts lasts until: the next 8:00 that is not too near. */
export function nextMorning(now: number): number {
  const today = new Date(now);
  for (let day = 0; ; day += 1) {
    const morning = new Date(
      today.getFullYear(),
      today.getMonth(),
      today.getDate() + day,
      MORNING_HOUR,
    ).getTime();
    if (morning - now >= NIGHT_MS) return morning;
  }
}
