import type { ChatStrings } from '../../protocol/chatStrings';

/** `vscode.l10n`, as far as it is needed here. */
export interface Translations {
  t(message: string): string;
}

/** The words of the chat page in the person's language. The page itself has no access to translations. */
export function chatStrings(l10n: Translations): ChatStrings {
  return {
    conversation: l10n.t('Conversation'),
    you: l10n.t('You'),
    fairwind: 'Fairwind',
    messageBox: l10n.t('Message'),
    placeholder: l10n.t('Ask about your code'),
    send: l10n.t('Send (Enter)'),
    stop: l10n.t('Stop (Escape)'),
    toEnd: l10n.t('Scroll to the end'),
    context: l10n.t('Sent with your message'),
    chipDocument: l10n.t('Visible part of {0}, lines {1} to {2}'),
    chipSelection: l10n.t('Selection in {0}, lines {1} to {2}'),
    chipRemove: l10n.t('Do not send: {0}'),
    chipAdd: l10n.t('Send: {0}'),
    copy: l10n.t('Copy'),
    copied: l10n.t('Copied'),
    insert: l10n.t('Insert at Cursor'),
    code: l10n.t('Code'),
    image: l10n.t('Image: {0}'),
    reasoning: l10n.t('Reasoning'),
    reasoningNow: l10n.t('Reasoning…'),
    waiting: l10n.t('Waiting for {0}…'),
    stopped: l10n.t('Stopped.'),
    retry: l10n.t('Try Again'),
    failed: l10n.t('No answer'),
    connectModel: l10n.t('Open Settings'),
    setKey: l10n.t('Set API Key'),
    cutOff: l10n.t('The model stopped at its limit, so the answer may be incomplete.'),
    answered: l10n.t('Answered: {0}'),
    answeredBy: l10n.t('{0}, {1} s'),
    modelAt: l10n.t('{0} on {1}'),
    noModel: l10n.t('No model connected'),
    local: l10n.t('Stays on this machine'),
    emptyTitle: l10n.t('Ask about your code'),
    emptyBody: l10n.t(
      'Fairwind sees what the chips above the message box name, and nothing else. Click a chip to leave it out.',
    ),
    emptyModel: l10n.t('{0} on {1} answers.'),
    emptyTips: [
      l10n.t('Select code, then ask what it does or why it fails.'),
      l10n.t('Ask for a change and insert the answer at the cursor.'),
      l10n.t('Ask for tests for the function on the screen.'),
    ],
    connectTitle: l10n.t('Connect a model'),
    connectBody: l10n.t('Chat needs a model of your choice: on this machine, in your network, or a service.'),
    connectSteps: [
      l10n.t('Start Ollama or llama.cpp, or have the address of an OpenAI-compatible server ready.'),
      l10n.t('Add it to the setting fairwind.models: an id, the provider, and the model’s name.'),
      l10n.t('For a service that needs a key, run "Fairwind: Set API Key".'),
    ],
  };
}
