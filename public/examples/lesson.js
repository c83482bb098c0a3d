// What a course page does with a lesson: it hears of each answer, and how far the reader is.
const find = (id) => document.getElementById(id);

for (const [id, line] of [
  ['course', 'score'],
  ['own', 'own-score'],
]) {
  let last = '';
  find(id).addEventListener('wengert-answer', ({ detail }) => {
    const tries = detail.tries === 1 ? 'at the first try' : `after ${detail.tries} tries`;
    last = detail.isCorrect ? `Right ${tries}. ` : detail.told ? 'That one was shown. ' : 'Not yet. ';
  });
  // Told of each part, and once a question is settled.
  find(id).addEventListener('wengert-lesson', ({ detail }) => {
    const { part, parts, right, helped, told, isDone } = detail;
    const answered = right + helped + told;
    const score =
      answered === 0 ? '' : ` ${right} of ${answered} right at once, ${helped} with help, ${told} shown.`;
    find(line).textContent = `${last}Part ${part + 1} of ${parts}.${score}${isDone ? ' Done.' : ''}`;
  });
}
