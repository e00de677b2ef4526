import { describe, expect, it } from 'vitest';
import { commandLineProblem } from '../../../../src/vscode/chat/actions/commandLine';
import { imageTypeOf } from '../../../../src/vscode/chat/context/imageType';
import { plainTerminalText } from '../../../../src/vscode/chat/context/terminalText';
import { parseSlash } from '../../../../src/vscode/chat/parseSlash';

describe('a command line for the terminal', () => {
  it.each([
    ['npm test -- --run', undefined],
    ['echo "안녕" 😀', undefined],
    ['ls\nrm -rf x', 'severalLines'],
    ['ls\rrm -rf x', 'severalLines'],
    ['ls\u001b[2K', 'unseen'],
    ['ls\u001b[201~', 'unseen'],
    ['ls\u0008\u0008rm', 'unseen'],
    ['ls\u0003', 'unseen'],
    ['ls\tx', 'unseen'],
    ['ls \u202etxt.exe', 'unseen'],
    ['ls \u2066x', 'unseen'],
    ['cu\u200brl x', 'unseen'],
    ['ls \u{e0041}', 'unseen'],
    ['ls\u2028rm', 'unseen'],
    ['ls \u3164', 'unseen'],
    ['ls\u009b2K', 'unseen'],
  ])('%j: %s', (line, problem) => {
    expect(commandLineProblem(line)).toBe(problem);
  });
});

describe('terminal output', () => {
  it.each([
    ['plain\nlines', 'plain\nlines'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007text', 'text'],
    ['\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['\u001b]52;c;aGFja2Vk\u0007ok', 'ok'],
    ['10%\r50%\r100%\n', '100%\n'],
    ['a\r\nb', 'a\nb'],
    ['\u001bP1$r\u001b\\x', 'x'],
    ['be\u0007ep', 'beep'],
    ['한글\u001b[1m 굵게', '한글 굵게'],
  ])('%j reads %j', (raw, text) => {
    expect(plainTerminalText(raw)).toBe(text);
  });
});

describe('an image', () => {
  it.each([
    ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]],
    ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
    ['image/gif', [...Buffer.from('GIF89a')]],
    ['image/webp', [...Buffer.from('RIFF\0\0\0\0WEBP')]],
    [undefined, [...Buffer.from('<svg onload="x">')]],
    [undefined, [...Buffer.from('RIFF\0\0\0\0AVI ')]],
    [undefined, [0x89, 0x50]],
    [undefined, []],
  ])('is %s by its first bytes', (type, bytes) => {
    expect(imageTypeOf(Uint8Array.from(bytes))).toBe(type);
  });
});

describe('a slash command', () => {
  it.each([
    ['/explain', { name: 'explain', rest: '' }],
    ['  /fix the\nbug ', { name: 'fix', rest: 'the\nbug' }],
    ['/my-prompt.v2 x', { name: 'my-prompt.v2', rest: 'x' }],
    ['/번역 이것', { name: '번역', rest: '이것' }],
    ['/usr/bin/env', undefined],
    ['// comment', undefined],
    ['/', undefined],
    ['What is /etc?', undefined],
  ])('%j', (text, expected) => {
    expect(parseSlash(text)).toEqual(expected);
  });
});
