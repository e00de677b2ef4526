/** Makes a `switch` over a union exhaustive: a new member that nobody handles is a type error. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
