/** What a text of Python has and a program has not: words that begin lines, prefixes of libraries, calls of methods. */
const SIGNS =
  /(?:^|[\n;])[^\S\n]*(?:import|from|def|class|for|while|with|if|print|assert|>>>)\b|\blambda\b|\b(?:np|numpy|torch|jnp|jax|nn|F|tf|math|scipy|random)\.[\p{L}_]|[\p{L}\p{Nd}_)\]]\.[\p{L}_]\w*\s*\(|[-+*/@]=|\bNone\b|\\\s*\n|(?:^|[\n;])[^\S\n]*[\p{L}_]\w*(?:\s*,\s*[\p{L}_]\w*)+\s*=(?!=)/u;

/** Whether a text that is no program looks like one of Python. Only a first glance; reading it tells. */
export const looksLikePython = (text: string): boolean => text.length <= 200_000 && SIGNS.test(text);
