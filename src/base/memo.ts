/** Remembers a function's answer for each object it was asked about, as long as that object lives. */
export function memo<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const answers = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    let answer = answers.get(key);
    if (answer === undefined) {
      answer = { value: compute(key) };
      answers.set(key, answer);
    }
    return answer.value;
  };
}

/** The same for a second thing that is asked about each object: an id, a name. */
export function memoIn<K extends object, A, V>(compute: (key: K, about: A) => V): (key: K, about: A) => V {
  const known = memo((_: K) => new Map<A, { readonly value: V }>());
  return (key, about) => {
    const answers = known(key);
    let answer = answers.get(about);
    if (answer === undefined) {
      answer = { value: compute(key, about) };
      answers.set(about, answer);
    }
    return answer.value;
  };
}
