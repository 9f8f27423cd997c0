/** Gives a replacement the capital first letter of what it replaces. */
export function likeFirst(original: string, replacement: string): string {
  const first = original.charAt(0);
  if (first === first.toLowerCase()) return replacement;
  return replacement.charAt(0).toUpperCase() + replacement.slice(1);
}
