import { createHash } from 'node:crypto';

/** The name under which git looks for the hook, and the one under which another's hook waits beside ours. */
export const HOOK_NAME = 'prepare-commit-msg';
export const KEPT_NAME = `${HOOK_NAME}.before-fairwind`;

const MARK = '# fairwind-commit';

/**
 * The hook for a repository. It calls a hook that was there before with all that it got, does nothing for messages that
 * have a text already, and always succeeds: a commit never waits for it longer than the launcher's own limit.
 * @param launcher absolute path of the script that every repository's hook leads to
 */
export function hookScript(launcher: string): string {
  const body = [
    '# Drafts the message of a commit. "Fairwind: Install or Remove the Commit Hook…" in VS Code takes it away again.',
    '# FAIRWIND_HOOK=off git commit … goes without it once.',
    'kept="${0%/*}/' + KEPT_NAME + '"',
    'if [ -x "$kept" ]; then',
    '  # husky tells which hook it is by $0, which stays the same only in a shell of this one.',
    `  if grep -q '^\\. "$(dirname "$0")/h"' "$kept"; then (. "$kept") || exit $?; else "$kept" "$@" || exit $?; fi`,
    'fi',
    '# -m, -F, -c, -C, --amend, merges and squashes bring a message of their own.',
    'case "${2-}" in "" | template) ;; *) exit 0 ;; esac',
    'if [ "${FAIRWIND_HOOK-}" = off ]; then exit 0; fi',
    '# Git says so where it will open no editor: nobody would see the draft.',
    'if [ "${GIT_EDITOR-}" = : ]; then exit 0; fi',
    `launcher=${quote(launcher)}`,
    'if [ -r "$launcher" ]; then sh "$launcher" "$@" </dev/null >/dev/null 2>&1; fi',
    'exit 0',
    '',
  ].join('\n');
  return `#!/bin/sh\n${MARK} ${digest(body)}\n${body}`;
}

/** Whether a hook is one of ours as it was written: whatever a person has added to it is theirs. */
export function isOwnHook(text: string): boolean {
  const [, written, body = ''] = /^#!\/bin\/sh\n# fairwind-commit (\w+)\n([^]*)$/.exec(text) ?? [];
  return written !== undefined && written === digest(body);
}

/** Whether a hook began as ours, changed since or not. */
export function beganAsOwnHook(text: string): boolean {
  return text.startsWith(`#!/bin/sh\n${MARK} `);
}

/** What all hooks lead to, with the places of this version of the extension. */
export function launcherScript(options: {
  /** The program that runs JavaScript: Node, or the editor in its place. */
  readonly program: string;
  readonly script: string;
  readonly settings: string;
}): string {
  const { program, script, settings } = options;
  return `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec ${[program, script, settings].map(quote).join(' ')} "$@"\n`;
}

/** For a POSIX shell. Git's own on Windows takes slashes. */
function quote(path: string): string {
  const slashes = process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
  return `'${slashes.replaceAll("'", "'\\''")}'`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
