/** Right-to-left letters and direction marks: only such text needs walls around it. */
const NEEDS_WALLS = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Text that may run the other way, kept from turning the sentence around it. */
export function isolated(text: string): string {
  return NEEDS_WALLS.test(text) ? `\u2068${text}\u2069` : text;
}
