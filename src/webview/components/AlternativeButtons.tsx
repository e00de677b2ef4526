import type { ChatStrings } from '../../protocol/chatStrings';
import type { Alternatives } from '../../protocol/webview';
import type { ChatStore } from '../chatStore';
import { format } from '../format';
import { IconButton } from './IconButton';

interface AlternativeButtonsProps {
  readonly id: string;
  readonly alternatives: Alternatives | undefined;
  readonly store: ChatStore;
  readonly strings: ChatStrings;
}

/** ‹ 2/3 ›: the way to the other versions of a question or an answer. */
export function AlternativeButtons({ id, alternatives, store, strings }: AlternativeButtonsProps) {
  if (!alternatives || alternatives.count < 2) return null;
  const { position, count } = alternatives;
  const step = (by: -1 | 1) => store.host.post({ type: 'showAlternative', id, step: by });
  return (
    <>
      <IconButton
        icon="previous"
        label={strings.previousAlternative}
        isDisabled={position <= 1 || store.isBusy.value}
        onClick={() => step(-1)}
      />
      <span class="position" role="img" aria-label={format(strings.alternatives, position, count)}>
        {position}/{count}
      </span>
      <IconButton
        icon="next"
        label={strings.nextAlternative}
        isDisabled={position >= count || store.isBusy.value}
        onClick={() => step(1)}
      />
    </>
  );
}
