/** A run of characters; `differs` = the other text has something else, or nothing, in its place. */
export interface TextRun {
  text: string;
  differs: boolean;
}

export interface TextDiff {
  a: readonly TextRun[];
  b: readonly TextRun[];
}

/** Marks what two short texts do not share: what is left when the common start and the common end are cut off. */
export function diffText(a: string, b: string): TextDiff {
  const left = [...a];
  const right = [...b];
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < shorter - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  return { a: runs(left, start, end), b: runs(right, start, end) };
}

function runs(characters: readonly string[], start: number, end: number): TextRun[] {
  const middle = characters.length - end;
  const cut = [
    { text: characters.slice(0, start).join(''), differs: false },
    { text: characters.slice(start, middle).join(''), differs: true },
    { text: characters.slice(middle).join(''), differs: false },
  ];
  return cut.filter((run) => run.text !== '');
}
