/** WhatsApp's markup as a tree of plain texts: whoever draws it never needs HTML. */
export type Markup =
  | { kind: 'text'; text: string }
  | { kind: 'mono'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: Markup[] };

const markers = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
type Marker = keyof typeof markers;

/** Reads `*bold*`, `_italic_`, `~struck~` and backticked text. What is not well formed stays the text it is. */
export function readMarkup(source: string): Markup[] {
  return readFenced(source);
}

/** Three backticks may span lines, all else ends with its line. */
function readFenced(source: string): Markup[] {
  const parts = source.split('```');
  const out: Markup[] = [];
  for (let i = 0; i < parts.length; i += 1) {
    const part = parts[i]!;
    const isClosed = i % 2 === 1 && i < parts.length - 1;
    if (isClosed && part !== '') out.push({ kind: 'mono', text: part });
    else if (i % 2 === 1) pushAll(out, readLines(isClosed ? '``````' : `\`\`\`${part}`));
    else pushAll(out, readLines(part));
  }
  return out;
}

function readLines(source: string): Markup[] {
  const out: Markup[] = [];
  source.split('\n').forEach((line, i) => {
    if (i > 0) pushText(out, '\n');
    pushAll(out, readSpan(line, ''));
  });
  return out;
}

/**
 * One line, without the markers that already enclose it. A marker that found no end is not looked for again in this line,
 * which keeps the reading linear whatever somebody types.
 */
function readSpan(line: string, enclosing: string): Markup[] {
  const out: Markup[] = [];
  let hopeless = enclosing;
  let from = 0;
  let i = 0;
  while (i < line.length) {
    const char = line[i]!;
    const isMarker = char in markers || char === '`';
    if (!isMarker || hopeless.includes(char) || !opens(line, i)) {
      i += 1;
      continue;
    }
    const end = findEnd(line, i);
    if (end === -1) {
      hopeless += char;
      i += 1;
      continue;
    }
    pushText(out, line.slice(from, i));
    const inner = line.slice(i + 1, end);
    if (char === '`') out.push({ kind: 'mono', text: inner });
    else out.push({ kind: markers[char as Marker], children: readSpan(inner, enclosing + char) });
    i = end + 1;
    from = i;
  }
  pushText(out, line.slice(from));
  return out;
}

/** A marker opens at the edge of a word only, so that `whatsapp_1202` and `2*3*4` stay as they are. */
function opens(line: string, at: number): boolean {
  return !isWord(line[at - 1]) && isInk(line[at + 1]) && line[at + 1] !== line[at];
}

function findEnd(line: string, start: number): number {
  const char = line[start]!;
  for (let end = line.indexOf(char, start + 2); end !== -1; end = line.indexOf(char, end + 1)) {
    if (isInk(line[end - 1]) && !isWord(line[end + 1])) return end;
  }
  return -1;
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char);
}

function isInk(char: string | undefined): boolean {
  return char !== undefined && !/\s/.test(char);
}

function pushText(out: Markup[], text: string): void {
  if (text === '') return;
  const last = out.at(-1);
  if (last?.kind === 'text') out[out.length - 1] = { kind: 'text', text: last.text + text };
  else out.push({ kind: 'text', text });
}

function pushAll(out: Markup[], more: Markup[]): void {
  for (const one of more) {
    if (one.kind === 'text') pushText(out, one.text);
    else out.push(one);
  }
}
