import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';
import { projectRoot, typeScriptFiles } from './sources.ts';

/** Fewer than these were found only by a look in the wrong place. */
const FEWEST_REPOSITORIES = 21;
const FEWEST_METHODS = 145;

const REPOSITORIES = 'server/db/repositories/';
const CONTRACTS = typeScriptFiles('test/server/db').filter(
  // A plan says how a statement runs, not what it answers.
  (path) => path.endsWith('.test.ts') && basename(path) !== 'query-plans.test.ts',
);

function parsed(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(join(projectRoot, path), 'utf8'), ts.ScriptTarget.Latest, true);
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

/** The public methods of every exported class below a folder, by the class. */
function classesBelow(folder: string): Map<string, string[]> {
  const classes = new Map<string, string[]>();
  for (const path of typeScriptFiles(folder)) {
    for (const statement of parsed(path).statements) {
      if (!ts.isClassDeclaration(statement) || !statement.name) continue;
      const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
      if (isExported) classes.set(statement.name.text, publicMethods(statement));
    }
  }
  return classes;
}

function publicMethods(declaration: ts.ClassDeclaration): string[] {
  return declaration.members.flatMap((member) => {
    if (!ts.isMethodDeclaration(member) || !ts.isIdentifier(member.name)) return [];
    const isHidden =
      (ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0;
    return isHidden ? [] : [member.name.text];
  });
}

/** What a unit calls each repository, by its class: `lots: new SqlLots(session)`. */
function namesInAUnit(): Map<string, string> {
  const names = new Map<string, string>();
  visit(parsed(`${REPOSITORIES}make-tx.ts`), (node) => {
    if (!ts.isPropertyAssignment(node) || !ts.isNewExpression(node.initializer)) return;
    names.set(node.initializer.expression.getText(), node.name.getText());
  });
  return names;
}

/** Every `….repository.method(…)` that a file runs on each engine, as `repository.method`. */
function callsIn(path: string): string[] {
  const calls: string[] = [];
  visit(parsed(path), (suite) => {
    if (!ts.isCallExpression(suite) || suite.expression.getText() !== 'eachEngine') return;
    visit(suite, (node) => {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
      const { expression: receiver, name } = node.expression;
      if (ts.isPropertyAccessExpression(receiver)) calls.push(`${receiver.name.text}.${name.text}`);
    });
  });
  return calls;
}

describe('contracts of the repositories', () => {
  const classes = classesBelow(REPOSITORIES);
  const names = namesInAUnit();
  const methods = [...classes].flatMap(([name, own]) => own.map((method) => `${names.get(name)}.${method}`));

  it('are those of every repository that a unit has', () => {
    expect([...classes.keys()].sort()).to.deep.equal([...names.keys()].sort());
    expect(classes.size).to.be.at.least(FEWEST_REPOSITORIES);
    expect(methods.length).to.be.at.least(FEWEST_METHODS);
    for (const [name, own] of classes) expect(own, name).not.to.be.empty;
    expect(CONTRACTS.length).to.be.greaterThan(20);
  });

  it('try every method on both engines', () => {
    const called = new Set(CONTRACTS.flatMap(callsIn));
    expect(methods.filter((method) => !called.has(method))).to.deep.equal([]);
  });
});
