import { PRACTICE_KINDS, PRACTICE_LEVELS } from '../../practice/kinds.ts';

/** Programs made by chance, a new one each time: no lesson, but all the steps that one may want. */
export function Practice() {
  return (
    <section className="practice" aria-labelledby="practice">
      <h2 id="practice">Practice</h2>
      <p className="about">
        A small program made by chance, new each time, with numbers for the head. Each step asks you first.
      </p>
      <ul className="kinds-of-practice">
        {PRACTICE_KINDS.map(({ kind, title, about }) => (
          <li key={kind}>
            <h3>{title}</h3>
            <p>{about}</p>
            <p className="buttons">
              {PRACTICE_LEVELS.map((level) => (
                <a
                  key={level}
                  className="button"
                  href={`./index.html#practice.kind=${kind}&practice.level=${level}`}
                  aria-label={`${title}, level ${level}`}
                >
                  Level {level}
                </a>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
