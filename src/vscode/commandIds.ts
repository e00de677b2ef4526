/** The ids of all commands; a test holds them and package.json together. */
export const CommandId = {
  draftCommit: 'fairwind.commit.draft',
  stopCommit: 'fairwind.commit.stop',
  undoCommit: 'fairwind.commit.undo',
  newChat: 'fairwind.chat.new',
  statusMenu: 'fairwind.status.menu',
  whyNoSuggestion: 'fairwind.completion.why',
  toggleCompletion: 'fairwind.completion.toggle',
  toggleLanguage: 'fairwind.completion.toggleLanguage',
  snooze: 'fairwind.completion.snooze',
  resume: 'fairwind.completion.resume',
  chooseEagerness: 'fairwind.completion.chooseEagerness',
  chooseModel: 'fairwind.completion.chooseModel',
  tabToNextEdit: 'fairwind.nextEdit.tab',
  goToNextEdit: 'fairwind.nextEdit.go',
  applyNextEdit: 'fairwind.nextEdit.apply',
  dismissNextEdit: 'fairwind.nextEdit.dismiss',
  showSent: 'fairwind.sent.show',
  clearSent: 'fairwind.sent.clear',
  showUsage: 'fairwind.usage.show',
  setKey: 'fairwind.models.setKey',
  connectModel: 'fairwind.models.connect',
  editModels: 'fairwind.models.edit',
  checkModels: 'fairwind.models.check',
  downloadModel: 'fairwind.models.download',
  removeModel: 'fairwind.models.removeDownloaded',
  openSettings: 'fairwind.settings.open',
  showOutput: 'fairwind.output.show',
  restartEngine: 'fairwind.engine.restart',
} as const;

/** VS Code makes this command itself for the view `fairwind.chat`. */
export const FOCUS_CHAT_VIEW = 'fairwind.chat.focus';
