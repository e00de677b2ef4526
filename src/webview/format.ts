/** Fills `{0}`, `{1}`… of a translated text. */
export function format(text: string, ...values: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (placeholder, index: string) =>
    String(values[Number(index)] ?? placeholder),
  );
}

/** Seconds with one decimal, in the person's way of writing them. */
export function seconds(ms: number): string {
  return (ms / 1000).toLocaleString(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
