import type { ChatStrings } from '../../protocol/chatStrings';

/** `vscode.l10n`, as far as it is needed here. */
export interface Translations {
  t(message: string): string;
}

/** The words of the chat page in the person's language. The page itself has no access to translations. */
export function chatStrings(l10n: Translations): ChatStrings {
  return { ...composerStrings(l10n), ...answerStrings(l10n), ...viewStrings(l10n) };
}

/** The page as a whole, and the message box with what goes along. */
function composerStrings(l10n: Translations) {
  return {
    conversation: l10n.t('Conversation'),
    you: l10n.t('You'),
    fairwind: 'Fairwind',
    messageBox: l10n.t('Message'),
    placeholder: l10n.t('Ask about your code, # for context, / for commands'),
    send: l10n.t('Send (Enter)'),
    stop: l10n.t('Stop (Escape)'),
    toEnd: l10n.t('Scroll to the end'),
    moreActions: l10n.t('More Actions'),
    context: l10n.t('Sent with your message'),
    contextOfQuestion: l10n.t('Sent with it'),
    attach: l10n.t('Add Context (#)'),
    chipLines: l10n.t('{0}, lines {1} to {2}'),
    chipTokens: l10n.t('{0} tokens'),
    chipKinds: {
      document: l10n.t('Visible part of the active document'),
      selection: l10n.t('Selection'),
      file: l10n.t('File'),
      folder: l10n.t('Folder'),
      symbol: l10n.t('Symbol'),
      problems: l10n.t('Problems'),
      terminal: l10n.t('Terminal'),
      changes: l10n.t('Changes'),
      commit: l10n.t('Commit'),
      search: l10n.t('Found in the workspace'),
      instructions: l10n.t('Instructions'),
      attachment: l10n.t('Attachment'),
      image: l10n.t('Image'),
    },
    chipRemove: l10n.t('Do not send: {0}'),
    chipAdd: l10n.t('Send: {0}'),
    chipTakeAway: l10n.t('Remove: {0}'),
    chipActions: l10n.t('Actions for {0}'),
    chipOpen: l10n.t('Show in the Editor'),
    chipExclude: l10n.t('Do Not Send'),
    chipInclude: l10n.t('Send'),
    neverSuggest: l10n.t('Never Suggest the Active Document'),
    findContext: l10n.t('Context to add'),
    contextMore: l10n.t('Choose in the editor…'),
    commands: l10n.t('Commands'),
    promptFile: l10n.t('Prompt file'),
    suggestionCount: l10n.t('{0} suggestions'),
    dropHint: l10n.t('Drop files, folders or images here'),
    tooLarge: l10n.t('{0} is larger than {1} MB and was not attached.'),
    meter: l10n.t('{0} of {1} tokens that {2} can see'),
    meterUnknown: l10n.t('About {0} tokens'),
    meterParts: l10n.t('About {0} tokens typed, {1} attached.'),
    meterNear: l10n.t('Leaves little room for the conversation and the answer.'),
    meterOver: l10n.t('More than {0} can see at once: what does not fit will be left out.'),
    modelAt: l10n.t('{0} on {1}'),
    chooseModel: l10n.t('Answered by {0}. Choose another model.'),
    otherModels: l10n.t('Other Models…'),
    noModel: l10n.t('No model connected'),
    local: l10n.t('Stays on this machine'),
  };
}

/** Questions, answers and the code in them. */
function answerStrings(l10n: Translations) {
  return {
    copy: l10n.t('Copy'),
    copied: l10n.t('Copied'),
    insert: l10n.t('Insert at Cursor'),
    apply: l10n.t('Apply to File…'),
    newFile: l10n.t('Create New File…'),
    terminal: l10n.t('Insert in Terminal'),
    wrap: l10n.t('Wrap Lines'),
    code: l10n.t('Code'),
    codeActions: l10n.t('Code actions'),
    diagramNote: l10n.t('Fairwind shows diagrams as their source.'),
    image: l10n.t('Image: {0}'),
    table: l10n.t('Table'),
    reasoning: l10n.t('Reasoning'),
    reasoningFor: l10n.t('Reasoned for {0} s'),
    reasoningNow: l10n.t('Reasoning…'),
    waiting: l10n.t('Waiting for {0}…'),
    stopped: l10n.t('Stopped.'),
    retry: l10n.t('Try Again'),
    failed: l10n.t('No answer'),
    connectModel: l10n.t('Connect a Model'),
    setKey: l10n.t('Set API Key'),
    cutOff: l10n.t('The model stopped at its limit, so the answer may be incomplete.'),
    goOn: l10n.t('Continue'),
    answered: l10n.t('Answered: {0}'),
    seconds: l10n.t('{0} s'),
    usage: l10n.t('{0} tokens read, {1} written'),
    usageEstimated: l10n.t('about {0} tokens read, {1} written'),
    leftOut: l10n.t('{0} left out'),
    answerActions: l10n.t('Answer actions'),
    questionActions: l10n.t('Question actions'),
    copyAnswer: l10n.t('Copy Answer'),
    regenerate: l10n.t('Answer Again'),
    regenerateWith: l10n.t('Answer Again with…'),
    branch: l10n.t('Branch from Here'),
    compare: l10n.t('Compare Answers'),
    applyAll: l10n.t('Apply All Code…'),
    restore: l10n.t('Restore Files'),
    edit: l10n.t('Edit'),
    editBox: l10n.t('Edit the question'),
    sendAgain: l10n.t('Send'),
    cancel: l10n.t('Cancel'),
    alternatives: l10n.t('Version {0} of {1}'),
    previousAlternative: l10n.t('Previous Version'),
    nextAlternative: l10n.t('Next Version'),
    followUps: l10n.t('Next questions'),
    comparison: l10n.t('Answers to the question'),
    chooseAnswer: l10n.t('Go On with This Answer'),
    comparedAnswer: l10n.t('Answer {0}'),
  };
}

/** Other conversations, and one that has not begun. */
function viewStrings(l10n: Translations) {
  return {
    newConversation: l10n.t('New Chat'),
    history: l10n.t('Chat History'),
    historyBack: l10n.t('Back to the Conversation'),
    historySearch: l10n.t('Search conversations'),
    historyEmpty: l10n.t(
      'No conversations yet. They are kept as plain files of this workspace and appear here.',
    ),
    historyNone: l10n.t('No conversation has “{0}” in it.'),
    historyTurns: l10n.t('{0} messages'),
    historyNow: l10n.t('Open'),
    rename: l10n.t('Rename'),
    renameBox: l10n.t('Title of the conversation'),
    delete: l10n.t('Delete'),
    exportConversation: l10n.t('Export…'),
    importConversation: l10n.t('Import…'),
    untitled: l10n.t('New conversation'),
    today: l10n.t('Today'),
    yesterday: l10n.t('Yesterday'),
    emptyTitle: l10n.t('Ask about your code'),
    emptyBody: l10n.t('Fairwind sees what the chips above the message box name, and nothing else.'),
    emptyModel: l10n.t('{0} on {1} answers.'),
    emptyTry: l10n.t('Try'),
    emptyExamples: [
      l10n.t('What does {0} do?'),
      l10n.t('Find mistakes in {0}.'),
      l10n.t('Write tests for {0}.'),
    ],
    emptyExamplesPlain: [
      l10n.t('Explain the difference between == and ===.'),
      l10n.t('How do I undo the last commit?'),
      l10n.t('Write a regular expression for dates like 2026-11-29.'),
    ],
    emptyKeys: [
      l10n.t('# adds files, symbols, problems, changes and more'),
      l10n.t('/ lists the commands'),
      l10n.t('Paste or drop images and files'),
    ],
    emptyUndropped: l10n.t('Hold Shift while dropping, as VS Code asks for.'),
    connectTitle: l10n.t('Connect a model'),
    connectBody: l10n.t('Chat needs a model of your choice: on this machine, in your network, or a service.'),
    connectChoices: [
      l10n.t('On this machine: Ollama, LM Studio, llama.cpp and llamafile are found by themselves.'),
      l10n.t('With nothing else installed: a small model, downloaded once, that runs inside Fairwind.'),
      l10n.t('In your network: the address of a server that speaks OpenAI’s API, such as vLLM.'),
      l10n.t('A service: OpenAI, Claude, Gemini, Mistral and others, with your key.'),
    ],
  };
}
