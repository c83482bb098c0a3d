import type { Plugin } from 'vite';
import { type CourseFile, catalogue, courseFiles, needed } from './course-files.ts';

/** `lessons/<id>.svg` and `lessons/<id>-dark.svg`: the graph of each lesson as the gallery shows it. */
export const coursePictures: Plugin = {
  name: 'course-pictures',
  configureServer(server) {
    server.middlewares.use(async (request, response, next) => {
      const [, id, dark] = /^\/lessons\/([a-z0-9-]+?)(-dark)?\.svg(?:$|\?)/u.exec(request.url ?? '') ?? [];
      const file = courseFiles().find((each) => each.id === id);
      if (file === undefined) return next();
      try {
        response.setHeader('Content-Type', 'image/svg+xml');
        response.end((await drawn(file)).get(dark === undefined ? 'light' : 'dark'));
      } catch (problem) {
        next(problem);
      }
    });
  },
  async generateBundle() {
    for (const file of courseFiles())
      for (const [theme, source] of await drawn(file))
        this.emitFile({
          type: 'asset',
          fileName: `lessons/${file.id}${theme === 'dark' ? '-dark' : ''}.svg`,
          source,
        });
  },
};

const drawn = async (file: CourseFile) => needed(file, (await catalogue()).picturesFrom(file.read));
