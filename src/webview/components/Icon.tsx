/** Paths of the icons, drawn on a grid of 16 by 16. */
const PATHS = {
  send: 'M8 14V3M3.5 7.5 8 3l4.5 4.5',
  stop: 'M4.5 4.5h7v7h-7z',
  remove: 'm4.5 4.5 7 7m0-7-7 7',
  add: 'M8 3.5v9M3.5 8h9',
  file: 'M9.5 1.5h-6v13h9v-10zm0 0v3h3',
  selection: 'M3 4.5h10M3 8h6M3 11.5h8',
  error: 'M8 4.5v4m0 2.2v.1M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z',
  down: 'M8 3v10m4.5-4.5L8 13 3.5 8.5',
  local: 'M2 3.5h12v7.5H2zM5.5 13.5h5',
  network: 'M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM1.5 8h13M8 1.5c4 4 4 9 0 13-4-4-4-9 0-13z',
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative icon in the colour of the text around it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
