import { render } from 'preact';
import './styles/page.css';
import './styles/controls.css';
import './styles/conversation.css';
import './styles/markdown.css';
import './styles/composer.css';
import './styles/views.css';
import { ChatStore } from './chatStore';
import { ChatPage } from './components/ChatPage';
import { Host } from './host';
import { keepFocus } from './keepFocus';
import { readMessage } from './readMessage';
import { enableRovingFocus } from './rovingFocus';

const store = new ChatStore(new Host());
const focusMayBeLost = keepFocus(() => {
  if (store.view.value === 'conversation') store.focusRequests.value++;
  else document.querySelector<HTMLElement>('.history .search, .comparison .tool')?.focus();
});
enableRovingFocus();

addEventListener('message', (event) => {
  const message = readMessage(event.data);
  if (!message) return;
  store.apply(message);
  if (message.type !== 'delta') focusMayBeLost();
});
addEventListener('click', focusMayBeLost);
addEventListener('keyup', focusMayBeLost);
// Focus that VS Code gives to the page as a whole goes on to the message box.
addEventListener('focus', () => {
  if (document.activeElement === document.body) store.focusRequests.value++;
});
// Nothing on the page is a real link, and nothing that is dropped on it may replace it.
for (const type of ['dragover', 'drop'] as const) addEventListener(type, (event) => event.preventDefault());

render(<ChatPage store={store} />, document.body);
store.host.post({ type: 'ready' });
