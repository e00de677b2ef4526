import { isMadeByTool, isTrailer, parseSubject, subjectOf } from './style';

/** How a repository's messages carry tickets. */
export interface TicketHabit {
  /**
   * `lead`: before the subject. `description`: behind what leads it, as in `feat: ABC-1 add x`. `scope`: as its scope.
   * `end`: at its end. `line`: on a line of its own in the body.
   */
  readonly place: 'lead' | 'description' | 'scope' | 'end' | 'line';
  /** What stands there, with `{}` for the ticket: `[{}] `, ` ({})`, `Refs: {}`. */
  readonly shape: string;
  /** `key`: `ABC-123`. `number`: `#123`. */
  readonly kind: TicketKind;
  /** The project's part of a key in use, such as `ABC`; empty for numbers. */
  readonly projects: readonly string[];
}

export type TicketKind = 'key' | 'number';

const KEY = String.raw`(?<![A-Za-z0-9])[A-Z][A-Z0-9]{1,9}-\d{1,7}(?![A-Za-z0-9-])`;
const NUMBER = String.raw`(?<![\w&/])#\d{1,7}(?!\w)`;
const TICKET_PATTERN = `(?:${KEY}|${NUMBER})`;

/** Written as tickets are, and yet none: standards, algorithms, encodings. */
const NO_PROJECTS = new Set(
  'UTF UCS SHA MD AES RSA ISO RFC ES ECMA HTTP TLS SSL CVE CWE IPV IP IEEE PEP BASE WCAG X GPT COVID SPDX PSR'.split(
    ' ',
  ),
);

/** The tickets that a text names, each once, in their order. */
export function ticketsIn(text: string): string[] {
  const found = text.match(new RegExp(TICKET_PATTERN, 'g')) ?? [];
  return [...new Set(found)].filter((ticket) => !NO_PROJECTS.has(projectOf(ticket)));
}

function projectOf(ticket: string): string {
  return ticket.startsWith('#') ? '' : ticket.slice(0, ticket.indexOf('-'));
}

function kindOf(ticket: string): TicketKind {
  return ticket.startsWith('#') ? 'number' : 'key';
}

/** A habit is what at least half of the messages do. */
const HABIT = 0.5;

/**
 * Measures how the latest messages carry tickets; undefined when they usually do not. A number in brackets at a
 * subject's end is a pull request's, which GitHub puts there when it merges: no branch knows it.
 */
export function measureTickets(messages: readonly string[]): TicketHabit | undefined {
  const own = messages.filter((message) => message !== '' && !isMadeByTool(subjectOf(message)));
  const placed = own.flatMap((message) => findTicket(message) ?? []);
  const counts = new Map<string, { readonly found: FoundTicket; count: number }>();
  for (const found of placed) {
    const key = `${found.place} ${found.kind} ${found.shape}`;
    const entry = counts.get(key) ?? { found, count: 0 };
    counts.set(key, { ...entry, count: entry.count + 1 });
  }
  const [best] = [...counts.values()].sort((a, b) => b.count - a.count);
  const sameKind = placed.filter(({ kind }) => kind === best?.found.kind);
  if (!best || sameKind.length < own.length * HABIT) return undefined;
  const { place, shape, kind } = best.found;
  const projects = [...new Set(sameKind.map(({ ticket }) => projectOf(ticket)))].filter(
    (name) => name !== '',
  );
  return { place, shape, kind, projects };
}

interface FoundTicket {
  readonly place: TicketHabit['place'];
  readonly shape: string;
  readonly kind: TicketKind;
  readonly ticket: string;
}

const AT_START = new RegExp(`^([[(]?)(${TICKET_PATTERN})([\\])]?)(\\s*[:|–-]\\s*|\\s+)(?=\\S)`);
const AT_END = new RegExp(`(\\s+)([[(]?)(${TICKET_PATTERN})([\\])]?)$`);
const ON_LINE = new RegExp(`^([A-Za-z][A-Za-z -]{1,20}(?::\\s*|\\s+))(${TICKET_PATTERN})\\.?$`);

/** Where a message carries its ticket; undefined when it has none in a usual place. */
function findTicket(message: string): FoundTicket | undefined {
  const subject = subjectOf(message);
  const isTicket = (ticket: string) => ticketsIn(ticket).length > 0;
  const found = (place: FoundTicket['place'], shape: string, ticket: string) =>
    isTicket(ticket) ? { place, shape, kind: kindOf(ticket), ticket } : undefined;

  const start = AT_START.exec(subject);
  if (start) return found('lead', `${start[1] ?? ''}{}${start[3] ?? ''}${start[4] ?? ''}`, start[2] ?? '');
  const { form, scope, description } = parseSubject(subject);
  if (scope !== undefined && new RegExp(`^${TICKET_PATTERN}$`).test(scope))
    return found('scope', '{}', scope);
  const inner = form === 'plain' ? null : AT_START.exec(description);
  if (inner)
    return found('description', `${inner[1] ?? ''}{}${inner[3] ?? ''}${inner[4] ?? ''}`, inner[2] ?? '');
  const end = AT_END.exec(subject);
  if (end && !(end[2] === '(' && kindOf(end[3] ?? '') === 'number'))
    return found('end', `${end[1] ?? ''}${end[2] ?? ''}{}${end[4] ?? ''}`, end[3] ?? '');
  for (const line of message.split('\n').slice(1)) {
    const own = ON_LINE.exec(line.trim());
    if (own) return found('line', `${own[1] ?? ''}{}`, own[2] ?? '');
  }
  return undefined;
}

/**
 * The ticket that a branch is named after, as the repository writes tickets; undefined without a habit, or when the
 * name holds none. A number counts where it stands at the beginning of a part of the name: `feature/123-search`.
 */
export function branchTicket(branch: string, habit: TicketHabit | undefined): string | undefined {
  if (!habit) return undefined;
  if (habit.kind === 'key') {
    const keys = branch.toUpperCase().match(/(?<![A-Z0-9])[A-Z][A-Z0-9]{1,9}-\d{1,7}(?![A-Z0-9])/g) ?? [];
    // Written small, a key is told from `node-18` by a project that the log knows.
    return keys.find((key) => habit.projects.includes(projectOf(key)) || ticketsIn(branch).includes(key));
  }
  const parts = branch.split('/');
  if (parts.some((part) => /^(?:releases?|version|v\d.*)$/i.test(part))) return undefined;
  for (const part of parts) {
    const number = /^(?:(?:gh|issues?|ticket|bug|task)[-_]?)?#?(\d{1,6})(?=$|[-_](?!\d))/i.exec(part)?.[1];
    if (number !== undefined) return `#${number}`;
  }
  return undefined;
}

/** Puts a ticket where the repository's messages have it, unless the message names it there or anywhere else. */
export function placeTicket(message: string, ticket: string, habit: TicketHabit): string {
  if (ticketsIn(message).includes(ticket)) return message;
  const shown = habit.shape.replace('{}', ticket);
  const subject = subjectOf(message);
  const rest = message.slice(message.indexOf('\n') === -1 ? message.length : message.indexOf('\n'));
  const { description } = parseSubject(subject);
  const lead = subject.slice(0, subject.length - description.length);
  switch (habit.place) {
    case 'lead':
      return shown + subject + rest;
    case 'description':
      return lead + shown + description + rest;
    case 'scope': {
      const type = /^[a-z][a-z-]*/.exec(lead)?.[0];
      return type === undefined
        ? message
        : `${type}(${ticket})${/!?: *$/.exec(lead)?.[0] ?? ': '}${description}${rest}`;
    }
    case 'end':
      return subject + shown + rest;
    case 'line': {
      const isLastTrailer = isTrailer(message.split('\n').at(-1) ?? '');
      return `${message}${isLastTrailer ? '\n' : '\n\n'}${shown}`;
    }
  }
}

/** The tickets of a message that none of the texts names: they were made up, or copied from another commit. */
export function inventedTickets(message: string, known: readonly string[]): string[] {
  const text = known.join('\n').toUpperCase();
  return ticketsIn(message).filter((ticket) => {
    const digits = ticket.startsWith('#') ? ticket.slice(1) : ticket;
    return !new RegExp(`(?<![A-Z0-9])${digits}(?![A-Z0-9])`).test(text);
  });
}

/** Takes tickets out of a message where nothing but the ticket goes with them. Within a sentence they stay. */
export function withoutTickets(message: string, tickets: readonly string[]): string {
  return tickets.reduce((text, ticket) => {
    const name = ticket.replace(/[#-]/g, '\\$&');
    return text
      .replace(new RegExp(`^[[(]?${name}[\\])]?(?:\\s*[:|–-]\\s*|\\s+)`, 'm'), '')
      .replace(new RegExp(`\\(${name}\\)(!?:)`), '$1')
      .replace(new RegExp(`(?<=\\n)[A-Za-z][A-Za-z -]{1,20}(?::\\s*|\\s+)${name}\\.?$`, 'gm'), '')
      .replace(new RegExp(`\\s*[[(](?:[A-Za-z]+\\s+)?${name}[\\])]`, 'g'), '')
      .replace(new RegExp(`\\s+${name}(?=[.,;]?$)`, 'gm'), '')
      .replace(new RegExp(`(: )${name}\\s+`), '$1')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  }, message);
}
