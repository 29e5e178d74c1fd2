import { t, words } from './words.svelte';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();

// Building a formatter costs a hundred times more than using it.
function numbers(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const key = words.tag + JSON.stringify(options);
  let format = numberFormats.get(key);
  if (!format) numberFormats.set(key, (format = new Intl.NumberFormat(words.tag, options)));
  return format;
}

/** How the time of day is written, where the person chose it; else as the language does. */
const HOUR_CYCLES = { system: undefined, '12h': 'h12', '24h': 'h23' } as const;

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const hourCycle = 'hour' in options || 'timeStyle' in options ? HOUR_CYCLES[words.hours] : undefined;
  const all = hourCycle ? { ...options, hourCycle } : options;
  const key = words.tag + JSON.stringify(all);
  let format = dateFormats.get(key);
  if (!format) dateFormats.set(key, (format = new Intl.DateTimeFormat(words.tag, all)));
  return format;
}

function relatives(): Intl.RelativeTimeFormat {
  let format = relativeFormats.get(words.tag);
  if (!format) {
    format = new Intl.RelativeTimeFormat(words.tag, { numeric: 'auto', style: 'short' });
    relativeFormats.set(words.tag, format);
  }
  return format;
}

type Unit = 'second' | 'minute' | 'hour' | 'day';
const LENGTH: Record<Unit, number> = { second: SECOND, minute: MINUTE, hour: HOUR, day: DAY };

function unit(value: number, name: Unit): string {
  switch (name) {
    case 'second':
      return t('duration-seconds', { seconds: count(value) });
    case 'minute':
      return t('duration-minutes', { minutes: count(value) });
    case 'hour':
      return t('duration-hours', { hours: count(value) });
    case 'day':
      return t('duration-days', { days: count(value) });
  }
}

/** More than this is "many". */
const BADGE_MOST = 99;

/** A number small enough for a badge: "99+" at most. */
export function badge(value: number): string {
  return value > BADGE_MOST ? `${count(BADGE_MOST)}+` : count(value);
}

/** A number as the sentences want it: written, and raw beside it for the plural. */
export function counted(name: string, value: number): Record<string, string | number> {
  return { [name]: count(value), [`${name}Count`]: value };
}

/** Beyond this, digits are no longer read but counted. */
const READABLE = 1e12;

/** A whole number, grouped; an astronomical one in short. */
export function count(value: number): string {
  if (Math.abs(value) < READABLE) return numbers({ maximumFractionDigits: 0 }).format(value);
  if (Math.abs(value) < READABLE * 1000) return numbers({ notation: 'compact' }).format(value);
  return numbers({ notation: 'scientific', maximumFractionDigits: 1 }).format(value);
}

/** Items per second, or per minute where that is the better figure. */
export function rate(perSecond: number): string {
  const slow = perSecond < 0.1;
  const value = slow ? perSecond * 60 : perSecond;
  const text = numbers({ maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  return slow ? t('rate-per-minute', { value: text }) : t('rate-per-second', { value: text });
}

/** A percentage, rounded down: a hundred is said only when it is a hundred. */
export function percent(value: number): string {
  return t('percent', { value: count(Math.floor(value)) });
}

/** How long something took: the two largest units. */
export function duration(ms: number): string {
  if (ms < SECOND) return t('duration-under-second');
  const seconds = Math.round(ms / SECOND);
  if (seconds < 60) return unit(seconds, 'second');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    const rest = seconds % 60;
    if (!rest || minutes >= 10) return unit(minutes, 'minute');
    return t('duration-minutes-seconds', { minutes: count(minutes), seconds: twoDigits(rest) });
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    const rest = minutes % 60;
    if (!rest) return unit(hours, 'hour');
    return t('duration-hours-minutes', { hours: count(hours), minutes: twoDigits(rest) });
  }
  const days = Math.floor(hours / 24);
  const rest = hours % 24;
  return rest ? t('duration-days-hours', { days: count(days), hours: count(rest) }) : unit(days, 'day');
}

function twoDigits(value: number): string {
  return numbers({ minimumIntegerDigits: 2 }).format(value);
}

/** How long an answer took: less than a millisecond is not nought. */
export function latency(ms: number): string {
  return t('latency', { ms: ms < 1 ? `<${count(1)}` : count(ms) });
}

/** How long ago or how long still, in one unit: nobody needs more while it changes. */
export function span(ms: number): string {
  const [value, name] = coarse(Math.max(0, ms), Math.floor);
  return unit(value, name);
}

/** "42 s ago", or "now". */
export function ago(ms: number): string {
  return ms < 2 * SECOND ? relatives().format(0, 'second') : t('ago', { duration: span(ms) });
}

function coarse(ms: number, round: (n: number) => number): [number, Unit] {
  if (ms < MINUTE) return [round(ms / SECOND), 'second'];
  if (ms < HOUR) return [round(ms / MINUTE), 'minute'];
  if (ms < DAY) return [round(ms / HOUR), 'hour'];
  return [round(ms / DAY), 'day'];
}

/** Rounded as one would say it: 40 s, not 43 s. */
function spoken(ms: number): [number, Unit] {
  if (ms < 55 * SECOND) {
    const step = ms < 10 * SECOND ? 1 : 5;
    return [Math.max(1, Math.round(ms / SECOND / step) * step), 'second'];
  }
  if (ms < 90 * MINUTE) return [Math.max(1, Math.round(ms / MINUTE)), 'minute'];
  if (ms < 36 * HOUR) return [Math.round(ms / HOUR), 'hour'];
  return [Math.round(ms / DAY), 'day'];
}

/** Below this, seconds are not worth counting. */
const FEW_SECONDS = 10 * SECOND;

/** "< 10 s" where the seconds are not worth counting: short enough for a column. */
export function fewSeconds([, high]: readonly [number, number]): string | null {
  return high < FEW_SECONDS ? t('eta-under', { duration: unit(FEW_SECONDS / SECOND, 'second') }) : null;
}

/** Time left: "about 2 min" when both ends of the range round to the same, else "2–5 min". */
export function left([low, high]: readonly [number, number]): string {
  if (high < FEW_SECONDS) return t('eta-seconds');
  const [lowValue, lowUnit] = spoken(low);
  const [highValue, highUnit] = spoken(high);
  const top = unit(highValue, highUnit);
  if (lowUnit !== highUnit) {
    // "1–5 h" rather than "60 min – 5 h", where the larger unit says it as well.
    const whole = Math.round(low / LENGTH[highUnit]);
    if (whole >= 1 && whole < highValue) return t('eta-range', { low: count(whole), high: top });
    return t('eta-range', { low: unit(lowValue, lowUnit), high: top });
  }
  if (lowValue === highValue) return t('eta-about', { duration: top });
  return t('eta-range', { low: count(lowValue), high: top });
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

/** Up to an hour ago relative, today the clock, before that the date. */
export function when(at: number, now: number): string {
  // The clock on screen ticks once a second: what just happened may seem to be ahead of it.
  const age = at - now < MINUTE ? Math.max(0, now - at) : now - at;
  if (age >= 0 && age < HOUR - MINUTE / 2) {
    return age < 45 * SECOND
      ? ago(0)
      : t('ago', { duration: unit(Math.max(1, Math.round(age / MINUTE)), 'minute') });
  }
  return sameDay(at, now) ? clock(at) : dates({ day: 'numeric', month: 'short' }).format(at);
}

/** `estimate` at the beginning of a sentence. */
export function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase(words.tag) + text.slice(1);
}

/** The time of day. */
export function clock(at: number): string {
  return dates({ hour: 'numeric', minute: '2-digit' }).format(at);
}

/** A time to come: the clock within a day, with the day of the week after that. */
export function until(at: number, now: number): string {
  if (at - now < DAY) return clock(at);
  return dates({ weekday: 'short', hour: 'numeric', minute: '2-digit' }).format(at);
}

/** How often a second something happens: one digit after the point where that says more. */
export function frequency(perSecond: number): string {
  return numbers({ maximumFractionDigits: perSecond < 10 ? 1 : 0 }).format(perSecond);
}

/** Time of day with seconds, for a timeline; with the date when it is not today. */
export function moment(at: number, now: number): string {
  const time: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', second: '2-digit' };
  return dates(sameDay(at, now) ? time : { day: 'numeric', month: 'short', ...time }).format(at);
}

/** Any number as a person reads it: at most two digits after the point. */
export function amount(value: number): string {
  if (value === 0 || (Math.abs(value) >= 0.01 && Math.abs(value) < READABLE))
    return numbers({ maximumFractionDigits: 2 }).format(value);
  return numbers({ notation: 'scientific', maximumFractionDigits: 1 }).format(value);
}

/** The day alone, such as of a certificate. */
export function date(at: number): string {
  return dates({ dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

/** "14:02 – 14:07", with the days where it was not today. */
export function between(from: number, to: number, now: number): string {
  const time: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
  const today = sameDay(from, now) && sameDay(to, now);
  return dates(today ? time : { day: 'numeric', month: 'short', ...time }).formatRange(from, to);
}

/** Everything there is to say about a time, for the pointer that rests on it. */
export function fullDate(at: number): string {
  return dates({ dateStyle: 'full', timeStyle: 'medium' }).format(at);
}

/** "Today", "Yesterday", or the date: the heading of a day. */
export function day(at: number, now: number): string {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const days = Math.round((new Date(at).setHours(0, 0, 0, 0) - midnight) / DAY);
  if (days === 0 || days === -1) {
    const text = new Intl.RelativeTimeFormat(words.tag, { numeric: 'auto' }).format(days, 'day');
    return text.charAt(0).toLocaleUpperCase(words.tag) + text.slice(1);
  }
  return dates({ weekday: 'long', day: 'numeric', month: 'long' }).format(at);
}
