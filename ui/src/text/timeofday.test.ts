import { afterEach, describe, expect, test } from 'vitest';
import { later, minuteOf, timeOfDay, weekday, weekdays } from './timeofday';
import { words } from './words.svelte';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

afterEach(() => {
  words.language = 'en';
  words.hours = 'system';
});

describe('a time that was typed', () => {
  test.each([
    ['22:30', 1350],
    [' 7 ', 420],
    ['07.05', 425],
    ['22h30', 1350],
    ['22 h 30', 1350],
    ['22h', 1320],
    ['2230', 1350],
    ['930', 570],
    ['10:30 PM', 1350],
    ['10:30\u202fpm', 1350],
    ['12 a.m.', 0],
    ['12:15pm', 735],
    ['0:00', 0],
    ['23:59', 1439],
  ])('%j is minute %i', (typed, minute) => {
    expect(minuteOf(typed)).toBe(minute);
  });

  test.each(['', 'noon', '24:00', '7:60', '13 pm', '0 am', '-1', '7:5', '12:30:00', '99999'])(
    '%j is none',
    (typed) => {
      expect(minuteOf(typed)).toBeNull();
    },
  );
});

test.each(['en', 'fr', 'ru'] as const)('what is written in %s is read as it was', (language) => {
  words.language = language;
  for (const hours of ['system', '12h', '24h'] as const) {
    words.hours = hours;
    for (const minute of [0, 61, 719, 720, 785, 1439]) expect(minuteOf(timeOfDay(minute))).toBe(minute);
  }
});

test('the time is written as the person chose', () => {
  words.hours = '24h';
  expect(timeOfDay(1350)).toBe('22:30');
  words.hours = '12h';
  expect(plain(timeOfDay(1350))).toBe('10:30 PM');
});

test('steps go around the clock', () => {
  expect([later(0, -15), later(1430, 15), later(600, 15)]).toEqual([1425, 5, 615]);
});

test('the week begins as the person’s does', () => {
  // The browser of the tests is American.
  expect(weekdays()).toEqual([7, 1, 2, 3, 4, 5, 6]);
  words.language = 'fr';
  expect(weekdays()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(weekdays().map((day) => weekday(day, 'short'))).toEqual([
    'lun.',
    'mar.',
    'mer.',
    'jeu.',
    'ven.',
    'sam.',
    'dim.',
  ]);
  words.language = 'ru';
  expect(weekday(7, 'long')).toBe('воскресенье');
});
