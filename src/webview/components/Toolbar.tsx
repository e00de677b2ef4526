import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { settleToolbar } from '../rovingFocus';

interface ToolbarProps {
  readonly label: string;
  readonly class: string;
  readonly children: ComponentChildren;
}

/** Buttons that share one Tab stop. Whichever of them come and go, one of them stays reachable. */
export function Toolbar({ label, children, ...rest }: ToolbarProps) {
  const toolbar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (toolbar.current) settleToolbar(toolbar.current);
  });
  return (
    <div class={rest.class} role="toolbar" aria-label={label} ref={toolbar}>
      {children}
    </div>
  );
}
