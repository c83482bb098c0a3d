import { type MessageType, message, platformHeight, readCommand } from '../element/messages.ts';
import type { WengertGraphElement } from '../element/wengert-graph.ts';

export interface Host {
  tell(type: MessageType, details: object): void;
  tellHeight(height: number): void;
  /** Whether the page around has asked for the keys of a slide remote. */
  readonly isDeck: boolean;
  /** Says that the graph is there, once it is, and obeys from then on. */
  start(): void;
}

/** The fields of a state, of which any may be a lesson's. */
type LessonFields = Readonly<Record<string, unknown>>;

/**
 * The page around this frame. What is shown is no secret of it: it wrote the address. So it is told whatever its
 * origin, which in a sandbox has no name; and only it is obeyed, known by its window. A page that is opened by itself
 * tells nobody and obeys nobody.
 * @param openLesson answers whether a state asks for a lesson, and then opens it
 */
export function linkToHost(graph: WengertGraphElement, openLesson: (state: LessonFields) => boolean): Host {
  const host = window.parent;
  const isAlone = host === window;
  let isDeck = false;
  /** What was to be told before the graph was there. */
  let waiting: object[] | null = [];
  const post = (data: object): void => {
    if (isAlone) return;
    if (waiting === null) host.postMessage(data, '*');
    else waiting.push(data);
  };
  const tell = (type: MessageType, details: object): void => post(message(type, details));

  const obey = ({ source, data }: MessageEvent<unknown>): void => {
    const command = source === host ? readCommand(data) : null;
    if (command === null) return;
    switch (command.type) {
      case 'setState':
        if (!openLesson(command.state)) graph.setState(command.state);
        return;
      case 'goTo':
        return graph.goTo(command.step);
      case 'leaveKeys':
        // A deck that began to listen late has missed that the graph is there.
        if (!isDeck) void graph.ready.then((ready) => tell('ready', ready));
        isDeck = true;
        return;
      case 'getState':
        return tell('state', { id: command.id, state: graph.getState() });
      case 'toSVG':
        return tell('svg', { id: command.id, svg: graph.toSVG() });
      default:
        return graph[command.type]();
    }
  };

  return {
    tell,
    get isDeck() {
      return isDeck;
    },
    tellHeight(height) {
      tell('resize', { height });
      post(platformHeight(height));
    },
    start() {
      if (isAlone) return;
      for (const type of ['step', 'change', 'answer', 'error'] as const)
        graph.addEventListener(`wengert-${type}`, (event) =>
          tell(type, (event as CustomEvent<object>).detail),
        );
      addEventListener('message', obey);
      void graph.ready.then((ready) => {
        const held = waiting ?? [];
        waiting = null;
        tell('ready', ready);
        for (const data of held) post(data);
      });
    },
  };
}
