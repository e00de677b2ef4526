/** Paths of the icons, drawn on a grid of 16 by 16 with a stroke of 1.2. */
export const ICON_PATHS = {
  sail: 'M7.7 2v9M7.7 3c3 1.6 4.8 3.9 5 7h-5zM5.7 5c-1.5 1.3-2.3 2.9-2.5 5h2.5zM2 12.3c1 .9 2 .9 3 0s2-.9 3 0 2 .9 3 0 2-.9 3 0',
  send: 'M8 14V3M3.5 7.5 8 3l4.5 4.5',
  stop: 'M4.5 4.5h7v7h-7z',
  remove: 'm4.5 4.5 7 7m0-7-7 7',
  add: 'M8 3.5v9M3.5 8h9',
  file: 'M9.5 1.5h-6v13h9v-10zm0 0v3h3',
  newFile: 'M8 14.5H3.5v-13h6l3 3V8M9.5 1.5v3h3M12 9.5v5M9.5 12h5',
  folder: 'M1.5 13V3h4.5l1.5 2h7v8z',
  symbol: 'm8 1.8 5.4 3.1v6.2L8 14.2l-5.4-3.1V4.9zM2.6 4.9 8 8l5.4-3.1M8 8v6.2',
  selection: 'M3 4.5h10M3 8h6M3 11.5h8',
  document: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM10 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
  problems: 'M8 2 1.5 13.5h13zM8 6.5v3.2m0 1.8v.1',
  terminal: 'M1.5 2.5h13v11h-13zM4 6l2.2 2L4 10m4 .5h3.5',
  changes: 'M8 2.5v6M5 5.5h6M5 12.5h6',
  commit: 'M10.8 8a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0zM1 8h4.2m5.6 0H15',
  search: 'M11 6.5a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zm-1.3 3.2L14 14',
  instructions:
    'M2.5 2.5h4A1.5 1.5 0 0 1 8 4v9.5A1.5 1.5 0 0 0 6.5 12.5h-4zM13.5 2.5h-4A1.5 1.5 0 0 0 8 4v9.5a1.5 1.5 0 0 1 1.5-1h4z',
  attachment:
    'm13 7.5-5.200 5.200a3 3 0 0 1-4.300-4.300l6-6a2 2 0 0 1 2.900 2.900l-5.800 5.800a1 1 0 0 1-1.5-1.5L10 4.800',
  image: 'M1.5 2.5h13v11h-13zM1.5 11.5l4-4 3.5 3.5 2-2 3.5 3.5M11.5 6a1 1 0 1 1-2 0 1 1 0 0 1 2 0z',
  copy: 'M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1',
  check: 'm3 8.5 3.5 3.5L13 4.5',
  insert: 'M2 3.5h5M2 12.5h12M2 8h5m7-4.5v3a1.5 1.5 0 0 1-1.5 1.5H9.5m2-2-2 2 2 2',
  apply: 'M9.5 1.5h-6v13h4M9.5 1.5v3h3V7M9.5 1.5l3 3M8.5 12l2.200 2.200L14.700 9.5',
  wrap: 'M2 3.5h12M2 8h10a2 2 0 0 1 0 4.5H8m1.800-1.800L8 12.5l1.800 1.800M2 12.5h3',
  edit: 'm10.5 2.800 2.700 2.700-7.5 7.5-3.400.7.700-3.400zm-1.700 1.700 2.700 2.700',
  refresh: 'M13 3v3.5H9.5M12.700 6.5A5.200 5.200 0 1 0 13.200 9',
  branch:
    'M5.800 3.5a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0zM5.800 12.5a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0zM13.200 5.5a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0zM4.300 5v6M11.700 7c0 2.5-7.400 1.5-7.400 4',
  compare: 'M1.5 3.5h5.5v9H1.5zM9 3.5h5.5v9H9z',
  restore: 'M3 3v3.5h3.5M3.300 6.5A5.200 5.200 0 1 1 2.800 9M8 5.5V8l1.800 1.200',
  goOn: 'M3 3.5 8 8l-5 4.5zM8.5 3.5 13.5 8l-5 4.5z',
  more: 'M3.5 8a.5.5 0 1 0 1 0 .5.5 0 0 0-1 0zM7.5 8a.5.5 0 1 0 1 0 .5.5 0 0 0-1 0zM11.5 8a.5.5 0 1 0 1 0 .5.5 0 0 0-1 0z',
  previous: 'M10 3.5 5.5 8l4.5 4.5',
  next: 'm6 3.5 4.5 4.5L6 12.5',
  history: 'M3 3v3.5h3.5M3.300 6.5A5.200 5.200 0 1 1 2.800 9M8 5v3.200l2.200 1.300',
  back: 'M13.5 8h-11M7 3.5 2.5 8 7 12.5',
  exportFile: 'M8 10V2M5 5l3-3 3 3M2.5 9.5v4h11v-4',
  importFile: 'M8 2v8M5 7l3 3 3-3M2.5 9.5v4h11v-4',
  trash: 'M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.600l.7-9M6.700 7v4m2.600-4v4',
  prompt: 'M2 3.5h12v8H7l-3 2.5v-2.5H2z',
  settings:
    'M2 4.5h7m3 0h2M2 11.5h2m3 0h7M12 4.5a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0zM7 11.5a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0z',
  chevron: 'm4 6 4 4 4-4',
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
