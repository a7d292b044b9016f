/** Characters of every kind that no text should print as they are, each with its escape. */
export const unseen: readonly (readonly [what: string, character: string, escape: string])[] = [
  ['an escape', '\u001b', '\\u001b'],
  ['a bell', '\u0007', '\\u0007'],
  ['a backspace', '\b', '\\u0008'],
  ['a carriage return', '\r', '\\r'],
  ['a null', '\0', '\\u0000'],
  ['a delete', '\u007f', '\\u007f'],
  ['a control sequence introducer', '\u009b', '\\u009b'],
  ['a line separator', '\u2028', '\\u2028'],
  ['a right-to-left override', '\u202e', '\\u202e'],
  ['an isolate', '\u2066', '\\u2066'],
  ['a right-to-left mark', '\u200f', '\\u200f'],
  ['half a character', '\ud800', '\\ud800'],
  ['what is no character', '\ufffe', '\\ufffe'],
]
