import { render } from 'preact';
import '../styles/page.css';
import '../styles/editorPage.css';
import './sent.css';
import type { ToSentPage } from '../../protocol/sentPage';
import { PageHost, listen, refuseDrops } from '../pageHost';
import { SentPage } from './SentPage';
import { SentStore } from './sentStore';

const host = new PageHost();
const store = new SentStore(host);

listen<ToSentPage>(['strings', 'entries', 'entry', 'changed', 'cleared', 'failed'], (message) =>
  store.apply(message),
);
refuseDrops();
render(<SentPage store={store} />, document.body);
host.post({ type: 'ready' });
