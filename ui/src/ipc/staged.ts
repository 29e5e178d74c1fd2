import type { Density, Language, Theme } from './bindings';
import { FakeBackend } from './fake';
import { someExceptions } from './samples/rules';
import { SCENES } from './scenes';

/** `?scene=busy&lang=fr&theme=dark&still`: for the browser and for screenshots. */
export function fakeFromAddress(search: string): FakeBackend {
  const asked = new URLSearchParams(search);
  const name = asked.get('scene') ?? 'busy';
  const fake = new FakeBackend({
    scene: SCENES.find((one) => one === name) ?? 'busy',
    lively: !asked.has('still'),
    preferences: {
      language: (asked.get('lang') ?? 'system') as Language,
      theme: (asked.get('theme') ?? 'system') as Theme,
      density: (asked.get('density') ?? 'comfortable') as Density,
    },
  });
  fake.rules = someExceptions();
  // For the console and the screenshot script.
  Object.assign(window, { fake });
  return fake;
}
