/** Generated replies for parsers: what a model might write, and what nobody should. */

/** A reply, and what reading it must give where how it was made says so: an action, or none. */
export interface FuzzedReply {
  readonly text: string;
  readonly expected?: { readonly action: string } | "rejected";
}

/** What replies are made of. */
export interface FuzzSource {
  /** The actions that are legal where the reply is read. */
  readonly legal: readonly string[];
  /** Actions of the same game elsewhere, and of other games. */
  readonly foreign: readonly string[];
  /** Replies that lead to an action of the game. */
  readonly real: readonly string[];
}

/** A uniform in [0, 1), another one at each call. */
export type Dice = () => number;

const pick = <Item>(items: readonly Item[], dice: Dice): Item => items[Math.floor(dice() * items.length)]!;

/** A position in `text`, the end included. */
const position = (text: string, dice: Dice) => Math.floor(dice() * (text.length + 1));

const insert = (text: string, at: number, piece: string) => text.slice(0, at) + piece + text.slice(at);

const REASONS = [
  "The opponent may well be bluffing, so this is worth it.",
  "Round 3 of 8: the score is 12 to 9, and -1 + 2.5 = 1.5.",
  "首先，我认为对手会合作。",
  "Соперник, скорее всего, уступит в раунде 2.",
  "<think>\nIs it 5 or 6? BET or PASS, LOW or HIGH?\n</think>",
  "يبدو أن الخصم سيقبل",
  "# Reasoning\n- it pays 3\n- it costs 1\n",
  "",
];

/** What stands between two actions on a line. */
const BETWEEN = [
  " or ",
  "/",
  ", ",
  " and ",
  " then ",
  " -> ",
  "; ",
  " | ",
  " ",
  "  ",
  "\t",
  " (",
  " vs ",
  ", not ",
  " = ",
]
  .concat([" instead of ", " rather than ", ": ", "… ", ". ", "! ", "\u00a0", "** **", "`, `", " <br> ", "？", "、"]);

const NEGATED = ["not ", "I will not ", "never ", "Don't ", "anything but not ", "I won't choose ", "Action: not "];

/** Letters and digits of other scripts that pass for A–Z or 0–9 at a glance; full width is added to each. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  A: "АΑ𝐀",
  B: "ВΒ𝐁",
  C: "СϹ",
  D: "𝐃Ꭰ",
  E: "ЕΕ𝐄",
  F: "Ϝ",
  G: "Ԍ",
  H: "НΗ",
  I: "ІΙİ",
  L: "Ⅼ𝐋",
  M: "МΜ",
  O: "ОΟ",
  P: "РΡ",
  R: "Ꭱ",
  S: "Ѕſ",
  T: "ТΤ",
  U: "Ս",
  W: "Ԝ",
  "0": "٠০О",
  "1": "١১¹①Ⅰ",
  "2": "٢২²②",
  "3": "٣৩³З",
  "4": "٤৪⁴④",
  "5": "٥৫⁵⑤",
  "6": "٦৬⁶б",
  "7": "٧৭⁷⑦",
  "8": "٨৮⁸⑧",
  "9": "٩৯⁹⑨",
};

const INVISIBLE = ["\u200b", "\u200d", "\u00ad", "\u2060", "\u202e", "\u0301", "\ufe0f", "\0"];

const PIECES = [
  ..."**|*|_|`|\"|“|”|'|’|(|)|[|]|{|}|#|~~|- |1. |?|!|.|,|;|:|=|/|\\|$|%|+|-|<|>|\t| |\n|\r\n|\u2028|\u00a0|\ud800"
    .split("|"),
  ..."</think>|<think>|</think|think>|<|im_end|>|Action: |My final answer is |Therefore, the best move is: |I choose "
    .split("|"),
  ..."not |never |or |and |no |I |0|1|2|5|9|10|-1|3.14|1e9|0x7|NaN|∞|½|Ⅴ|五|пять|下注|İ|🂮|five|bet|low|cooperate|"
    .split("|"),
];

/** One letter or digit of the action replaced by one that looks like it, or joined by a character that nobody sees. */
function disguise(action: string, dice: Dice): string {
  const places = [...action].flatMap((character, at) => /[A-Za-z0-9]/.test(character) ? [at] : []);
  const at = pick(places, dice);
  if (dice() < 0.3) return insert(action, at + 1, pick(INVISIBLE, dice));
  const character = action[at]!;
  const fullWidth = String.fromCodePoint(character.codePointAt(0)! + 0xfee0);
  const lookalike = pick([fullWidth, ...(LOOKALIKES[character.toUpperCase()] ?? "")], dice);
  return action.slice(0, at) + lookalike + action.slice(at + 1);
}

/** What looks like an action of the game and isn't legal. */
function illegal({ legal, foreign }: FuzzSource, dice: Dice): string {
  const action = pick(legal, dice);
  const candidates = [
    pick(foreign, dice),
    action.replace(/\d+/, () => pick(["99", "10000000000", "-3", "+2", "007", "2.5", "1e1"], dice)),
    `${action}${action}`,
    action.replace(/[A-Za-z]{2,}/, (word) => pick([`${word}S`, `${word}ING`, word.slice(1), word.slice(0, -1)], dice)),
  ].filter((candidate) => !legal.some((other) => other.toUpperCase() === candidate.toUpperCase()));
  return candidates.length === 0 ? "PONDER" : pick(candidates, dice);
}

/** A small change of any kind. */
function mutate(text: string, { legal }: FuzzSource, dice: Dice): string {
  const at = position(text, dice), end = position(text, dice);
  const changes = [
    () => text.slice(0, at),
    () => text.slice(at),
    () => text.slice(0, at) + text.slice(end),
    () => insert(text, at, text.slice(end)),
    () => insert(text, at, pick(PIECES, dice)),
    () => insert(text, at, "</think>"),
    () => insert(text, at, pick(legal, dice)),
    () => insert(text, at, pick(INVISIBLE, dice)),
    () => insert(text, at, "\n"),
    () => `${text}\n${pick(REASONS, dice)}`,
    () => `${text}${pick(PIECES, dice)}`,
    () => text.replace(/\d+/, () => pick(["0", "11", "-4", "1e3", "2.5", "５"], dice)),
    () => text.replaceAll("\n", pick([" ", "\r", "\r\n", "\u2028", "\n\n \n"], dice)),
    () => text.toLowerCase(),
    () => text.toUpperCase(),
    () => disguise(text.length === 0 ? "A" : /[A-Za-z0-9]/.test(text) ? text : `${text}A`, dice),
  ];
  return pick(changes, dice)();
}

const MAKERS: readonly ((source: FuzzSource, dice: Dice) => FuzzedReply)[] = [
  // A reply as it should be.
  ({ legal }, dice) => {
    const action = pick(legal, dice);
    const shown = pick(
      [action, action, `**${action}**`, `${action}.`, action.toLowerCase(), `Action: ${action}`],
      dice,
    );
    return {
      text: `${pick(REASONS, dice)}\n${shown}${pick(["", "\n", "  \n\n", "\r\n"], dice)}`,
      expected: { action },
    };
  },
  // The action after any reasoning, whatever that names.
  ({ legal }, dice) => {
    const action = pick(legal, dice);
    const thought = `${pick(legal, dice)}${pick(PIECES, dice)}${pick(REASONS, dice)}`;
    return {
      text: `${pick(["<think>", ""], dice)}${thought}</think>${pick(["", "\n\n"], dice)}${action}`,
      expected: { action },
    };
  },
  // Reasoning that never ends.
  ({ legal }, dice) => ({
    text: `${pick(legal, dice)}<think>${pick(REASONS, dice).split("</think>")[0]}\n${pick(legal, dice)}`,
    expected: "rejected",
  }),
  // Two different legal actions.
  ({ legal }, dice) => {
    const first = pick(legal, dice);
    const second = pick(legal.filter((action) => action !== first), dice);
    const line = `${pick(["", "", "Action: ", "I choose ", "**", "("], dice)}${first}${pick(BETWEEN, dice)}${second}`;
    return { text: `${pick(REASONS, dice)}\n${line}${pick(["", ".", "**", ")", "?"], dice)}`, expected: "rejected" };
  },
  // A negated action.
  ({ legal }, dice) => ({
    text: `${pick(REASONS, dice)}\n${pick(NEGATED, dice)}${pick(legal, dice)}`,
    expected: "rejected",
  }),
  // An action in letters or digits that it doesn't consist of.
  ({ legal }, dice) => ({ text: `${pick(REASONS, dice)}\n${disguise(pick(legal, dice), dice)}`, expected: "rejected" }),
  // An illegal action.
  (source, dice) => ({ text: `${pick(REASONS, dice)}\n${illegal(source, dice)}`, expected: "rejected" }),
  // Real replies with up to three changes, twice as often as anything else.
  ...[0, 1].map(() => (source: FuzzSource, dice: Dice) => {
    const changes = Math.floor(dice() * 4);
    return {
      text: Array.from({ length: changes }).reduce<string>(
        (text) => mutate(text, source, dice),
        pick(source.real, dice),
      ),
    };
  }),
  // Pieces and actions in any order.
  ({ legal }, dice) => ({
    text: Array.from(
      { length: 1 + Math.floor(dice() * 7) },
      () => dice() < 0.35 ? pick(legal, dice) : pick(PIECES, dice),
    ).join(""),
  }),
];

/** How many kinds of replies there are; `kind` counts from 0. */
export const KINDS = MAKERS.length;

/** A reply of some kind, the same for the same dice. */
export function fuzzedReply(kind: number, source: FuzzSource, dice: Dice): FuzzedReply {
  return MAKERS[kind % KINDS]!(source, dice);
}
