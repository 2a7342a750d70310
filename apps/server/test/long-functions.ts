import ts from 'typescript'

export type LongFunction = { path: string; name: string; line: number; lines: number }

/** Functions above the limit, found in the syntax tree; the body of a `describe` only groups tests. */
export function longFunctions(path: string, text: string, linesMax: number): LongFunction[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: LongFunction[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body && !groups(node)) {
      const first = file.getLineAndCharacterOfPosition(node.getStart()).line
      const lines = file.getLineAndCharacterOfPosition(node.getEnd()).line - first + 1
      if (lines > linesMax) found.push({ path, name: nameOf(node), line: first + 1, lines })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function groups(node: ts.Node): boolean {
  const call = node.parent
  return ts.isCallExpression(call) && /^describe\b/.test(call.expression.getText())
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText()
  const { parent } = node
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return parent.name.getText()
  return 'a function'
}
