import type { ChatStrings } from '../../protocol/chatStrings';
import type { ChatStore } from '../chatStore';
import { IconButton } from './IconButton';
import { Icon } from './Icon';
import { Menu } from './Menu';
import { Toolbar } from './Toolbar';

/** Which conversation is shown, and the ways to others. */
export function Header({ store, strings }: { readonly store: ChatStore; readonly strings: ChatStrings }) {
  const id = store.conversationId.value;
  const title = store.title.value || strings.untitled;
  const { host } = store;
  return (
    <header class="header">
      <bdi class="header-title" title={title}>
        {title}
      </bdi>
      <Toolbar class="tools" label={strings.conversation}>
        <IconButton
          icon="add"
          label={strings.newConversation}
          onClick={() => host.post({ type: 'newConversation' })}
        />
        <IconButton icon="history" label={strings.history} onClick={() => store.showHistory()} />
        <Menu
          class="tool"
          label={strings.moreActions}
          items={[
            ...(id === ''
              ? []
              : [
                  {
                    label: strings.exportConversation,
                    icon: 'exportFile' as const,
                    onSelect: () => host.post({ type: 'exportConversation', id }),
                  },
                ]),
            {
              label: strings.importConversation,
              icon: 'importFile',
              onSelect: () => host.post({ type: 'importConversation' }),
            },
          ]}
        >
          <Icon name="more" />
        </Menu>
      </Toolbar>
    </header>
  );
}
