"""Runs written files, one after another in one process, and tells what they print.

Reads a JSON list of sources from standard input; for each gives the printed `name = value` lines as pairs, what else
was printed, or the error. Numbers that JSON lacks are strings, as everywhere in Wengert.
"""
import contextlib
import io
import json
import math
import os
import re
import sys
import traceback

# micrograd, and JAX where it is not asked for itself, stand beside this file.
here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(len(sys.path) if os.environ.get('WENGERT_JAX') == '1' else 0, here)


def plain(value):
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f'not a number: {value!r}')
    if math.isnan(value):
        return 'NaN'
    if math.isinf(value):
        return 'Infinity' if value > 0 else '-Infinity'
    return value


def run(source):
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(source, '<written>', 'exec'), {'__name__': '__main__'})
    except BaseException as error:
        lines = source.split('\n')
        where = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == '<written>']
        if isinstance(error, SyntaxError):
            where = [error.lineno or 1]
        told = ' / '.join(lines[at - 1].strip() for at in where)
        return {'error': f'{type(error).__name__}: {error} in {told}'}
    shown, other = [], []
    for line in out.getvalue().splitlines():
        match = re.fullmatch(r'([\w.]+) = (.*)', line)
        if match is None:
            other.append(line)
        else:
            names = {'nan': math.nan, 'inf': math.inf}
            shown.append([match[1], plain(eval(match[2], {'__builtins__': {}}, names))])
    return {'shown': shown, 'other': other}


json.dump([run(source) for source in json.load(sys.stdin)], sys.stdout)
