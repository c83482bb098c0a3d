import '../element/wengert-element.ts';
import { ATTRIBUTES, CONTENT, printContent } from '../element/attributes.ts';
import { type FrameFields, readFrame } from '../element/frame-fields.ts';
import type { WengertGraphElement } from '../element/wengert-graph.ts';
import { lessonLink, reasonText, writeLink } from '../state/link.ts';
import { parseLooks } from '../state/look-fields.ts';
import { first, type Kept } from '../state/state.ts';
import { fromJson, toJson } from '../state/versions.ts';
import { reportHeight } from './frame-height.ts';
import { passKeysOn } from './frame-keys.ts';
import { linkToHost } from './frame-messages.ts';
import { type Linked, lessonOf, linked, type Opener } from './linked.ts';

// One graph in a frame, for pages that allow nothing else: the state is in the fragment, the page around is told of
// all that happens and may say what is shown. Where the state has a lesson, that stands beside its graph.
const graph = document.createElement('wengert-graph');
const notice = document.createElement('p');
notice.className = 'notice';
notice.setAttribute('role', 'status');
notice.hidden = true;
const open = document.createElement('p');
open.className = 'open';
const way = document.createElement('a');
way.target = '_blank';
way.rel = 'noopener';
way.textContent = 'Open in Wengert';
open.append(way);

/** In a frame no shelf is kept: a lesson is one of the course, or comes with its text. */
const opener: Opener = {
  lesson: async (looks) => (await import('../lessons/open.ts')).openLesson(looks),
};

/** The lesson's panel, once it is asked for. */
let panel: Promise<void> | null = null;
const main = document.createElement('main');
main.className = 'beside';
main.append(graph);
const host = linkToHost(graph, (state) => {
  if (typeof state['lesson'] !== 'string' || 'program' in state) return false;
  void showLesson(state);
  return true;
});
/** When the link to what is shown is written next. */
let planned: ReturnType<typeof setTimeout> | undefined;

await show();
document.body.append(notice, main, open);
host.start();
passKeysOn(graph, host);
reportHeight(graph, host.tellHeight);
graph.addEventListener('wengert-step', keepWay);
graph.addEventListener('wengert-change', () => {
  keepWay();
  void followLesson();
});
addEventListener('hashchange', () => void show());

/** Shows what the address asks for. */
async function show(): Promise<void> {
  const fields = readFrame(location.hash);
  const { kept, problem } = await read(fields);
  arrange(graph, fields, kept);
  await followLesson();
  document.documentElement.dataset['theme'] = graph.theme;
  document.title = graph.label === '' ? 'Wengert' : `${graph.label} – Wengert`;
  tellProblem(problem);
  open.hidden = !fields.hasLink;
  keepWay();
}

function tellProblem(problem: string): void {
  notice.textContent = problem;
  notice.hidden = problem === '';
  if (problem !== '')
    host.tell('error', { kind: 'link', message: problem, from: 0, to: 0, isUserInitiated: false });
}

async function read({ link }: FrameFields): Promise<Linked> {
  const { kept, problem } = (await linked(link, opener)) ?? { kept: first, problem: '' };
  // A frame is no lecture.
  return { kept: { ...kept, present: false }, problem };
}

/** A lesson that the page around hands over: `{lesson: 'four-ways:2'}`, and its file's text as `own`. */
async function showLesson(state: Readonly<Record<string, unknown>>): Promise<void> {
  const fields = Object.entries(state).filter(
    (field): field is [string, string] => typeof field[1] === 'string',
  );
  const looks = parseLooks(new Map(fields));
  const { kept, problem } =
    looks?.lesson == null
      ? { kept: null, problem: reasonText.damaged }
      : await lessonOf({ ...looks, present: false }, opener);
  tellProblem(problem);
  if (problem === '' && kept !== null) graph.setState(toJson(kept) as Record<string, unknown>);
}

/** Brings the lesson where one is open; without one there is no React here. */
function followLesson(): Promise<void> {
  if (graph.getState()['lesson'] === undefined) return panel ?? Promise.resolve();
  panel ??= import('./embed-lesson.tsx')
    .then(({ showBeside }) => showBeside(main, graph, host))
    .catch(() => {
      panel = null;
      tellProblem('This lesson could not be loaded; reload to try again.');
    });
  return panel;
}

/** Attributes say most of a state; how it is looked at has none, and is taken over once it can be drawn. */
function arrange(element: WengertGraphElement, { attributes }: FrameFields, kept: Kept): void {
  const wanted = new Map<string, string | null>(
    ATTRIBUTES.map((name) => [name, attributes.get(name) ?? null]),
  );
  for (const name of CONTENT) wanted.set(name, printContent(name, kept));
  if (kept.hide) wanted.set('predict', '');
  for (const [name, text] of wanted) {
    if (text === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
  const { seed, step, ...looks } = toJson(kept) as Record<string, unknown>;
  const isPlain = Object.keys(looks).every(
    (name) => name === 'version' || wanted.has(name) || name === 'hide',
  );
  // It is whole, so that an attribute beside it has to be said too.
  if (!isPlain)
    element.setState({ ...looks, seed, step, hide: wanted.get('predict') === null ? 'off' : 'on' });
}

/** The link leads to what is shown; it is written when the reader pauses. */
function keepWay(): void {
  clearTimeout(planned);
  planned = setTimeout(async () => {
    const now = fromJson(graph.getState());
    const link = now.ok ? (lessonLink(now.kept) ?? (await writeLink(now.kept))) : null;
    // A folder is not everywhere read as the page in it.
    way.href = link === null ? './index.html' : `./index.html#${link}`;
  }, 200);
  if (way.getAttribute('href') === null) way.href = './index.html';
}
