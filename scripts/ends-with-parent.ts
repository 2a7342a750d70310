/**
 * A shell script for `sh -c <this> program …arguments`: the shell becomes the program, and beside it a reader
 * waits for the end of standard input, which our process holds open, and then signals the whole process group.
 * So nothing is left behind, even by a kill -9, and Ctrl-C in the terminal reaches our process first and not the
 * program. It has to be started detached, as the leader of a group of its own.
 */
export function endsWithParent(signal: 'INT' | 'TERM'): string {
  const reader = `( ( cat <&3 >/dev/null; kill -s ${signal} -- -$$ ) 2>/dev/null & )`
  return `exec 3<&0; ${reader}; exec "$0" "$@" 3<&- </dev/null`
}
