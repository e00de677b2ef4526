import { describe, expect, it } from 'vitest';
import { declarationReader } from '../../../../src/core/text/declarations';

/** Path, line, and what it declares; undefined where it only looks like a declaration. */
const LINES: readonly (readonly [path: string, line: string, name: string | undefined])[] = [
  ['a.ts', 'export async function load(url: string) {', 'load'],
  ['a.ts', 'export default class Widget extends Base {', 'Widget'],
  ['a.ts', 'export interface Options<T> {', 'Options'],
  ['a.ts', 'export type Id = string;', 'Id'],
  ['a.ts', 'const add = (a: number, b: number) => a + b;', 'add'],
  ['a.ts', 'export const LIMIT = 3;', 'LIMIT'],
  ['a.ts', '  private async readAll(path: string): Promise<void> {', 'readAll'],
  ['a.ts', '  if (ready) {', undefined],
  ['a.ts', '  for (const x of list) {', undefined],
  ['a.ts', '  return compute(x);', undefined],
  ['a.ts', '  const value = compute(x);', undefined],
  ['a.py', 'async def fetch(self):', 'fetch'],
  ['a.py', 'class Parser(Base):', 'Parser'],
  ['a.py', 'define = 3', undefined],
  ['a.rs', 'pub(crate) async fn run<T>(x: T) -> Result<()> {', 'run'],
  ['a.rs', 'impl Display for Token {', undefined],
  ['a.rs', 'pub struct Token {', 'Token'],
  ['a.rs', 'macro_rules! vec_of {', 'vec_of'],
  ['a.go', 'func (s *Server) Handle(w io.Writer) error {', 'Handle'],
  ['a.go', 'type Server struct {', 'Server'],
  ['a.java', '  public static List<String> names(Path root) throws IOException {', 'names'],
  ['a.java', '  return names(root);', undefined],
  ['a.kt', 'data class User(val name: String)', 'User'],
  ['a.cs', '  public async Task<int> RunAsync(string[] args)', 'RunAsync'],
  ['a.rb', '  def self.call(env)', 'call'],
  ['a.php', '  public function index(): Response', 'index'],
  ['a.c', 'static int parse_line(const char *line)', 'parse_line'],
  ['a.c', '  parse_line(line);', undefined],
  ['a.c', '#define MAX_LINE 80', 'MAX_LINE'],
  ['a.cpp', 'void Parser::reset(int depth) {', 'reset'],
  ['a.sh', 'build_all() {', 'build_all'],
  ['a.lua', 'local function helper(x)', 'helper'],
  ['a.unknown', 'function f() {', undefined],
  ['이름.py', 'def 더하기(값):', '더하기'],
];

describe('declarationReader', () => {
  for (const [path, line, name] of LINES) {
    it(`${path}: ${line.trim()} → ${name ?? 'nothing'}`, () =>
      expect(declarationReader(path)(line)?.name).toBe(name));
  }
});

it('gives up on lines that nobody wrote', () => {
  expect(declarationReader('a.js')(`function f() {${'x'.repeat(300)}`)).toBeUndefined();
});
