import { render } from 'preact';
import '../styles/page.css';
import '../styles/editorPage.css';
import './usage.css';
import type { ToUsagePage } from '../../protocol/usagePage';
import { PageHost, listen, refuseDrops } from '../pageHost';
import { UsagePage, UsageStore } from './UsagePage';

const host = new PageHost();
const store = new UsageStore(host);

listen<ToUsagePage>(['strings', 'usage', 'failed'], (message) => store.apply(message));
refuseDrops();
render(<UsagePage store={store} />, document.body);
host.post({ type: 'ready' });
