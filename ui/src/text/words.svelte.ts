import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import en from '../../locales/en.ftl?raw';
import fr from '../../locales/fr.ftl?raw';
import ru from '../../locales/ru.ftl?raw';
import type { Language, TimeFormat } from '../ipc/bindings';
import { isolated } from './isolate';

/** A language Vigie speaks. */
export type Spoken = Exclude<Language, 'system'>;

/** Values for the places of a sentence. `null` is for "unknown" and is passed as an empty text. */
export type Values = Record<string, string | number | null | undefined>;

const SOURCES: Record<Spoken, string> = { en, fr, ru };

function build(language: Spoken, tag: string): FluentBundle {
  // Walls around every value would make plain text unsearchable: see isolate.ts.
  const bundle = new FluentBundle([tag, language], { useIsolating: false });
  bundle.addResource(new FluentResource(SOURCES[language]));
  return bundle;
}

/** The first language of the person's list that Vigie speaks; English otherwise. */
export function spokenFrom(tags: readonly string[]): Spoken {
  for (const tag of tags) {
    const base = tag.toLowerCase().split('-')[0];
    if (base === 'en' || base === 'fr' || base === 'ru') return base;
  }
  return 'en';
}

class Words {
  /** What the person chose. */
  language: Language = $state('system');
  /** How the person wants the time of day. */
  hours: TimeFormat = $state('system');
  /** What is spoken. */
  readonly spoken: Spoken = $derived(
    this.language === 'system' ? spokenFrom(navigator.languages) : this.language,
  );
  /** The tag for `Intl`: the person's own region of the language, where they have one. */
  readonly tag: string = $derived(
    navigator.languages.find((tag) => tag.toLowerCase().split('-')[0] === this.spoken) ?? this.spoken,
  );
  readonly #bundle: FluentBundle = $derived(build(this.spoken, this.tag));

  /** `id`, or `id.attribute`. An unknown id is shown as it is: ugly, found by the tests, never blank. */
  say(id: string, values?: Values): string {
    const [name = '', attribute] = id.split('.');
    const message = this.#bundle.getMessage(name);
    const pattern = attribute === undefined ? message?.value : message?.attributes[attribute];
    if (pattern == null) return id;
    const args: Record<string, FluentVariable> = {};
    for (const [name, value] of Object.entries(values ?? {})) {
      args[name] = typeof value === 'number' ? value : isolated(value ?? '');
    }
    const errors: Error[] = [];
    return this.#bundle.formatPattern(pattern, args, errors);
  }
}

/** The language of the window; one for all. */
export const words = new Words();

/** The sentence with this id in the current language. Reactive. */
export function t(id: string, values?: Values): string {
  return words.say(id, values);
}
