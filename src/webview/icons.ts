/** Paths of the icons, drawn on a grid of 16 by 16. */
export const ICON_PATHS = {
  sail: 'M7.7 2v9M7.7 3c3 1.6 4.8 3.9 5 7h-5zM5.7 5c-1.5 1.3-2.3 2.9-2.5 5h2.5zM2 12.3c1 .9 2 .9 3 0s2-.9 3 0 2 .9 3 0 2-.9 3 0',
  send: 'M8 14V3M3.5 7.5 8 3l4.5 4.5',
  stop: 'M4.5 4.5h7v7h-7z',
  remove: 'm4.5 4.5 7 7m0-7-7 7',
  add: 'M8 3.5v9M3.5 8h9',
  file: 'M9.5 1.5h-6v13h9v-10zm0 0v3h3',
  selection: 'M3 4.5h10M3 8h6M3 11.5h8',
  copy: 'M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1',
  check: 'm3 8.5 3.5 3.5L13 4.5',
  insert: 'M2 3.5h5M2 12.5h12M2 8h5m7-4.5v3a1.5 1.5 0 0 1-1.5 1.5H9.5m2-2-2 2 2 2',
  error: 'M8 4.5v4m0 2.2v.1M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z',
  down: 'M8 3v10m4.5-4.5L8 13 3.5 8.5',
  local: 'M2 3.5h12v7.5H2zM5.5 13.5h5',
  network: 'M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM1.5 8h13M8 1.5c4 4 4 9 0 13-4-4-4-9 0-13z',
} as const;

export type IconName = keyof typeof ICON_PATHS;

/** Makes an icon outside of Preact; see `components/Icon`. */
export function createIcon(name: IconName): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const icon = document.createElementNS(namespace, 'svg');
  icon.classList.add('icon');
  icon.setAttribute('viewBox', '0 0 16 16');
  icon.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', ICON_PATHS[name]);
  icon.append(path);
  return icon;
}
