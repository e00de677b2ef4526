import type { ContextKind } from './contextKinds';

/** Fairwind's own slash commands that ask a model. `/help` is answered without one. */
export type ChatCommand = 'explain' | 'fix' | 'tests' | 'doc' | 'review' | 'commit' | 'translate' | 'grammar';

export interface ChatCommandRule {
  /** What the model is told before the person's words. Short: it is sent again with every later turn. */
  readonly instruction: string;
  /** The context that makes sense for it, best first: what an editor attaches where the person attached nothing. */
  readonly wants: readonly ContextKind[];
  /** Whether it is of use without any words of the person behind it, given its context. */
  readonly needsWords: boolean;
}

export const CHAT_COMMANDS: Readonly<Record<ChatCommand, ChatCommandRule>> = {
  explain: {
    instruction:
      'Explain this code: first in one sentence what it is for, then how it works, in the order of the code. Name what is surprising or risky. Do not repeat the code.',
    wants: ['selection', 'document'],
    needsWords: false,
  },
  fix: {
    instruction:
      'Find what is wrong in this code, beginning with the problems shown, and fix it. Say in one sentence each what was wrong, then give the corrected code. If nothing is wrong, say so and change nothing.',
    wants: ['selection', 'problems', 'document'],
    needsWords: false,
  },
  tests: {
    instruction:
      'Write tests for this code, with the test framework and in the style that the project uses as far as it can be seen. Cover ordinary use, edge cases and failures. Put them into one block with the path of the test file, complete with its imports.',
    wants: ['selection', 'document', 'file'],
    needsWords: false,
  },
  doc: {
    instruction:
      'Write the documentation comments for this code in the form that its language has for them. Say what a caller needs: purpose, parameters, result, errors. Do not say what the code shows anyway. Give the code with the comments and change nothing else in it.',
    wants: ['selection', 'document'],
    needsWords: false,
  },
  review: {
    instruction:
      'Review this like a careful colleague. List what should change, the gravest first: place, problem, consequence, remedy. Separate errors from matters of taste, leave out praise, and say plainly when nothing needs to change.',
    wants: ['changes', 'selection', 'document'],
    needsWords: false,
  },
  commit: {
    instruction:
      'Write the commit message for these changes: a subject of at most 72 characters in the imperative, a blank line, and, where the subject does not say it all, a short body that says why. Put the message into one code block. Say nothing that the changes do not show.',
    wants: ['changes'],
    needsWords: false,
  },
  translate: {
    instruction:
      'Translate this text. Into the language the person names; if they name none, into English, or, if it is English, into the language that they write in otherwise. Keep code, names and formatting as they are. First the translation alone, then, where a wording was a choice, the better or other wording and the reason for it.',
    wants: ['selection'],
    needsWords: false,
  },
  grammar: {
    instruction:
      'Check the grammar and the wording of this text, in its own language. First say in one sentence whether it is correct. Then give the improved text in a code block, and for each change the reason: what was wrong, or why the new wording is more usual in this situation. Keep the meaning, names and formatting. Explain in the language the person writes in otherwise.',
    wants: ['selection'],
    needsWords: false,
  },
};

/** Whether a word is one of the commands. */
export function isChatCommand(name: string): name is ChatCommand {
  return Object.hasOwn(CHAT_COMMANDS, name);
}

/** The words of a question as the model reads them: the command's instruction before the person's own. */
export function wordsOf(question: { readonly content: string; readonly command?: ChatCommand }): string {
  const { command, content } = question;
  if (command === undefined || !isChatCommand(command)) return content;
  const { instruction } = CHAT_COMMANDS[command];
  return content.trim() === '' ? instruction : `${instruction}\n\n${content}`;
}
