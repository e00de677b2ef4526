import * as vscode from 'vscode';
import type { ChatStrings } from '../../protocol/webview';

/** The words of the chat page in the person's language. The page itself has no access to translations. */
export function chatStrings(): ChatStrings {
  const { t } = vscode.l10n;
  return {
    conversation: t('Conversation'),
    you: t('You'),
    fairwind: 'Fairwind',
    messageBox: t('Message'),
    placeholder: t('Ask about your code'),
    send: t('Send (Enter)'),
    stop: t('Stop (Escape)'),
    toEnd: t('Scroll to the end'),
    context: t('Sent with your message'),
    chipDocument: t('Visible part of {0}, lines {1} to {2}'),
    chipSelection: t('Selection in {0}, lines {1} to {2}'),
    chipRemove: t('Do not send: {0}'),
    chipAdd: t('Send: {0}'),
    copy: t('Copy'),
    copied: t('Copied'),
    insert: t('Insert at Cursor'),
    code: t('Code'),
    image: t('Image: {0}'),
    reasoning: t('Reasoning'),
    reasoningNow: t('Reasoning…'),
    waiting: t('Waiting for {0}…'),
    stopped: t('Stopped.'),
    retry: t('Try Again'),
    failed: t('No answer'),
    connectModel: t('Open Settings'),
    setKey: t('Set API Key'),
    cutOff: t('The model stopped at its limit, so the answer may be incomplete.'),
    truncated: t(
      'Older parts of the conversation or of the context were left out: they did not fit this model.',
    ),
    answered: t('Answered: {0}'),
    answeredBy: t('{0}, {1} s'),
    modelAt: t('{0} on {1}'),
    noModel: t('No model connected'),
    local: t('Stays on this machine'),
    emptyTitle: t('Ask about your code'),
    emptyBody: t(
      'Fairwind sees what the chips above the message box name, and nothing else. Click a chip to leave it out.',
    ),
    emptyModel: t('{0} on {1} answers.'),
    emptyTips: [
      t('Select code, then ask what it does or why it fails.'),
      t('Ask for a change and insert the answer at the cursor.'),
      t('Ask for tests for the function on the screen.'),
    ],
    connectTitle: t('Connect a model'),
    connectBody: t('Chat needs a model of your choice: on this machine, in your network, or a service.'),
    connectSteps: [
      t('Start Ollama or llama.cpp, or have the address of an OpenAI-compatible server ready.'),
      t('Add it to the setting fairwind.models: an id, the provider, and the model’s name.'),
      t('For a service that needs a key, run "Fairwind: Set API Key".'),
    ],
  };
}
