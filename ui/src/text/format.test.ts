import { afterEach, describe, expect, test } from 'vitest';
import {
  badge,
  between,
  clock,
  count,
  date,
  day,
  duration,
  frequency,
  fullDate,
  left,
  moment,
  percent,
  rate,
  span,
  until,
  when,
} from './format';
import { words } from './words.svelte';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** No-break spaces are for the eye. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

afterEach(() => {
  words.language = 'en';
  words.hours = 'system';
});

describe('numbers', () => {
  test('are grouped as the language does', () => {
    expect(count(36_120)).toBe('36,120');
    words.language = 'fr';
    expect(plain(count(36_120))).toBe('36 120');
    words.language = 'ru';
    expect(plain(count(36_120))).toBe('36 120');
  });

  test('a percentage is a hundred only at a hundred', () => {
    expect(plain(percent(99.99))).toBe('99 %');
    expect(plain(percent(100))).toBe('100 %');
  });

  test('an astronomical number stays short', () => {
    expect(count(5e300).length).toBeLessThan(12);
    expect(count(2 ** 53).length).toBeLessThan(12);
  });

  test('a slow rate is told by the minute', () => {
    expect(plain(rate(9.84))).toBe('9.8 /s');
    expect(plain(rate(1032.4))).toBe('1,032 /s');
    expect(plain(rate(0.02))).toBe('1.2 /min');
  });

  test('how often something happens has a digit only where it is rare', () => {
    expect([0, 0.42, 9.87, 214.4].map(frequency)).toEqual(['0', '0.4', '9.9', '214']);
  });

  test('a badge ends at 99', () => {
    expect([badge(1), badge(99), badge(100), badge(4203)]).toEqual(['1', '99', '99+', '99+']);
  });
});

describe('durations', () => {
  test.each([
    [400, 'under 1 s'],
    [45 * SECOND, '45 s'],
    [93 * SECOND, '1 min 33'],
    [65 * SECOND, '1 min 05'],
    [12 * MINUTE + 10 * SECOND, '12 min'],
    [90 * MINUTE, '1 h 30'],
    [2 * HOUR, '2 h'],
    [50 * HOUR, '2 d 2 h'],
  ])('%i ms is %s', (ms, text) => {
    expect(plain(duration(ms))).toBe(text);
  });

  test('an age is told in one unit, and never negative', () => {
    expect(plain(span(4 * MINUTE + 12 * SECOND))).toBe('4 min');
    expect(plain(span(-500))).toBe('0 s');
  });
});

describe('time left', () => {
  test.each([
    [[62 * SECOND, 68 * SECOND], 'about 1 min'],
    [[2 * MINUTE, 5 * MINUTE], '2–5 min'],
    [[14 * SECOND, 18 * SECOND], '15–20 s'],
    [[40 * SECOND, 3 * MINUTE], '1–3 min'],
    [[HOUR, 5 * HOUR], '1–5 h'],
    [[1, 400], 'a few seconds'],
  ] as const)('%j is %s', (range, text) => {
    expect(plain(left(range))).toBe(text);
  });

  test('speaks Russian', () => {
    words.language = 'ru';
    expect(plain(left([2 * MINUTE, 2 * MINUTE]))).toBe('около 2 мин');
  });
});

describe('times', () => {
  const now = new Date(2026, 10, 21, 15, 0).getTime();

  test('are relative up to an hour, a clock today, a date before', () => {
    expect(when(now - 10 * SECOND, now)).toBe('now');
    expect(plain(when(now - 4 * MINUTE, now))).toBe('4 min ago');
    expect(plain(when(now - 3 * HOUR, now))).toMatch(/^12:00/);
    expect(when(now - 30 * HOUR, now)).toMatch(/20/);
    expect(when(now + 400, now)).toBe('now');
  });

  test('days have names', () => {
    expect(day(now, now)).toBe('Today');
    expect(day(now - 24 * HOUR, now)).toBe('Yesterday');
    words.language = 'ru';
    expect(day(now, now)).toBe('Сегодня');
  });
});

describe('the time of day', () => {
  const now = new Date(2026, 10, 21, 9, 5, 7).getTime();
  const late = new Date(2026, 10, 21, 21, 5, 7).getTime();
  const midnight = new Date(2026, 10, 22, 0, 10).getTime();

  test('is as the language writes it, unless the person chose', () => {
    expect(plain(clock(late))).toBe('9:05 PM');
    words.language = 'fr';
    expect(plain(clock(late))).toBe('21:05');
    words.language = 'ru';
    expect(plain(clock(late))).toBe('21:05');
  });

  test.each(['en', 'fr', 'ru'] as const)('has 24 hours in %s when they are chosen', (language) => {
    words.language = language;
    words.hours = '24h';
    expect(plain(clock(late))).toBe('21:05');
    expect(plain(clock(midnight))).toMatch(/^0?0:10$/);
    expect(plain(moment(late, now))).toBe('21:05:07');
    expect(between(now, late, now)).toContain('21:05');
    expect(fullDate(late)).toContain('21:05:07');
  });

  test.each(['en', 'fr', 'ru'] as const)('has twice twelve in %s when they are chosen', (language) => {
    words.language = language;
    words.hours = '12h';
    expect(plain(clock(late))).toMatch(/^0?9:05 PM$/);
    expect(plain(clock(midnight))).toMatch(/^12:10 AM$/);
    expect(plain(moment(late, now))).toMatch(/^0?9:05:07 PM$/);
    expect(plain(fullDate(late))).toContain('9:05:07 PM');
  });

  test('leaves dates alone', () => {
    const before = [date(late), when(now - 30 * HOUR, now), day(late, now)];
    words.hours = '12h';
    expect([date(late), when(now - 30 * HOUR, now), day(late, now)]).toEqual(before);
  });

  test('of what is to come has the day when it is far', () => {
    words.hours = '24h';
    expect(until(late, now)).toBe('21:05');
    expect(until(now + 3 * 24 * HOUR, now)).toMatch(/Tue.*09:05/);
  });
});
