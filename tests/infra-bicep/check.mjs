// check.mjs PACKAGES INFRA BAD
// Holds every Bicep file under INFRA to the rules below. Then shows that the rules bite: each file in BAD must be refused
// for the reason that its first line gives.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';

const [packages, infra, bad] = process.argv.slice(2).map(path => resolve(path));
const { resolve: find } = createRequire(join(packages, 'package.json'));
const { Parser, Language } = await import(find('web-tree-sitter'));
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(find('tree-sitter-bicep/tree-sitter-bicep.wasm')));

const SECRET_NAME = /(secret|password|credential|token|connectionstring|primarykey|secondarykey|accesskey|instrumentationkey|sendkey)/i;
const FUNCTIONS = new Set(('any array base64 base64ToString bool cidrHost cidrSubnet coalesce concat contains dataUri dateTimeAdd '
    + 'deployment empty endsWith environment filter first flatten format getSecret groupBy guid indexOf int intersection items join json '
    + 'last lastIndexOf length loadFileAsBase64 loadJsonContent loadTextContent loadYamlContent map mapValues max min newGuid objectKeys '
    + 'padLeft range reduce replace resourceGroup resourceId shallowMerge skip sort split startsWith string subscription '
    + 'subscriptionResourceId substring take tenant toLower toObject toUpper trim union uniqueString uri utcNow').split(' '));
const DECORATORS = new Set('allowed batchSize description discriminator export maxLength maxValue metadata minLength minValue sealed secure'.split(' '));
const WORDS = new Set(['true', 'false', 'null', 'az', 'sys', 'string', 'int', 'bool', 'object', 'array', 'any']);

const text = node => node.text.replace(/^'|'$/g, '');
const named = (node, type) => node.namedChildren.filter(child => child.type === type);
function* walk(node) { yield node; for (const child of node.namedChildren) yield* walk(child); }

/** One file: its declarations, each with the decorators that stand before it. */
function read(path) {
    // The grammar has no parameter files, where a value stands without a type: there a param is read as a var.
    const isParameters = path.endsWith('.bicepparam');
    const source = readFileSync(path, 'utf8');
    const root = parser.parse(isParameters ? source.replace(/^param (?=\w+ *=)/gm, 'var ') : source).rootNode;
    const file = { path, isParameters, root, params: new Map(), vars: new Map(), outputs: new Map(), modules: new Map(), resources: new Map(),
        functions: new Map(), types: new Map(), imports: [], broken: [] };
    for (const node of walkAll(root)) {
        if (node.isError || node.isMissing) file.broken.push(node);
    }
    collect(root, file);
    return file;
}

function* walkAll(node) { yield node; for (const child of node.children) yield* walkAll(child); }

const KINDS = { parameter_declaration: 'params', variable_declaration: 'vars', output_declaration: 'outputs', module_declaration: 'modules',
    resource_declaration: 'resources', user_defined_function: 'functions', type_declaration: 'types' };

function collect(node, file) {
    let decorators = [];
    for (const child of node.namedChildren) {
        if (child.type === 'decorators') { decorators = named(child, 'decorator'); continue; }
        if (child.type === 'comment') continue;
        if (child.type === 'import_functionality') {
            const [from, ...rest] = [...child.namedChildren].reverse();
            file.imports.push({ from: text(from), names: rest.filter(n => n.type === 'identifier').map(n => n.text) });
        }
        if (KINDS[child.type]) {
            const name = child.childForFieldName('name') ?? child.namedChildren[0];
            file[KINDS[child.type]].set(name.text, { node: child, name, decorators });
        }
        decorators = [];
        collect(child, file); // resources may stand within resources
    }
}

const decorator = (declaration, name) => declaration.decorators.find(d => d.text.replace(/^@(sys\.)?/, '').startsWith(`${name}(`));
const described = declaration => /\('[^']|\('''/.test(decorator(declaration, 'description')?.text ?? '');

/** What stands after the name and the type: default, value or body. */
const value = declaration => declaration.node.namedChildren.filter(n => n.id !== declaration.name.id && n.type !== 'type'
    && n.type !== 'primitive_type' && n.type !== 'comment').at(-1);
const hasDefault = declaration => /^param\s+\w+\s+[^\n=]+=/.test(declaration.node.text) || declaration.node.text.split('\n')[0].includes('?');
const body = declaration => { let node = value(declaration); while (node && node.type !== 'object') node = node.namedChildren.at(-1); return node; };
const keys = object => new Map(named(object, 'object_property').map(p => [text(p.namedChildren[0]), p.namedChildren[1]]));

/** Names that an expression uses, not those of properties. */
function uses(node, file) {
    const names = new Set();
    for (const n of walk(node)) {
        if (n.type !== 'identifier') continue;
        const parent = n.parent;
        if (parent.type === 'object_property' && parent.namedChildren[0].id === n.id) continue;
        names.add(n.text);
    }
    return names;
}

/** Why an expression would give a secret away; null: it would not. Variables are followed. */
function secretIn(node, file, seen = new Set()) {
    for (const n of walk(node)) {
        if (n.type === 'call_expression' && /(^|\.)(list\w*|getSecret)$/.test(n.childForFieldName('function')?.text ?? '')) return `calls ${n.text}`;
        if (n.type === 'property_identifier' && SECRET_NAME.test(n.text) && n.parent.parent?.type !== 'call_expression') return `reads ${n.parent.text}`;
    }
    for (const name of uses(node, file)) {
        if (seen.has(name)) continue;
        seen.add(name);
        if (file.params.has(name) && decorator(file.params.get(name), 'secure')) return `shows the secure parameter ${name}`;
        const variable = file.vars.get(name);
        const found = variable && secretIn(value(variable), file, seen);
        if (found) return `through ${name}, ${found}`;
    }
    return null;
}

function check(file) {
    const wrong = [];
    const say = (node, what) => wrong.push(`${relative(dirname(infra), file.path)}:${node.startPosition.row + 1}: ${what}`);
    for (const node of file.broken) say(node, `does not parse: ${node.isMissing ? `${node.type} is missing` : JSON.stringify(node.text.slice(0, 40))}`);
    if (file.broken.length > 0) return wrong;

    for (const kind of file.isParameters ? [] : ['params', 'outputs', 'types', 'functions']) {
        for (const [name, declaration] of file[kind]) {
            if (!described(declaration)) say(declaration.node, `${kind.slice(0, -1)} ${name} has no description`);
        }
    }
    for (const [name, output] of file.outputs) {
        if (SECRET_NAME.test(name)) say(output.node, `output ${name} is named like a secret`);
        const how = secretIn(value(output), file);
        if (how) say(output.node, `output ${name} gives a secret away: it ${how}`);
    }
    for (const [name, param] of file.params) {
        if (decorator(param, 'secure') && hasDefault(param)) say(param.node, `secure parameter ${name} has a default`);
    }
    for (const node of walk(file.root)) {
        if (node.type === 'string' && /(AccountKey|SharedAccessKey|SharedAccessSignature)=[^;'$]/.test(node.text)) say(node, 'a key stands in the text');
        if (node.type === 'call_expression' && /^load(Text|Json|Yaml)Content$/.test(node.childForFieldName('function').text)) {
            const path = join(dirname(file.path), text(node.childForFieldName('arguments').namedChildren[0]));
            if (!existsSync(path)) say(node, `there is no file ${path}`);
            else if (path.endsWith('.json')) try { JSON.parse(readFileSync(path, 'utf8')); } catch (e) { say(node, `${basename(path)}: ${e.message}`); }
        }
    }
    checkNames(file, say);
    checkModules(file, say);
    if (file.isParameters) checkParameters(file, say);
    return wrong;
}

/** Every name is declared, and every declaration is used. */
function checkNames(file, say) {
    const imported = new Set(file.imports.flatMap(i => i.names));
    for (const { from, names } of file.imports) {
        const source = join(dirname(file.path), from);
        if (!existsSync(source)) { say(file.root, `imports from ${from}, which is not there`); continue; }
        const other = read(source);
        for (const name of names) {
            const declaration = other.types.get(name) ?? other.functions.get(name) ?? other.vars.get(name);
            if (!declaration || !decorator(declaration, 'export')) say(file.root, `imports ${name}, which ${from} does not export`);
        }
    }
    const local = new Set();
    for (const node of walk(file.root)) {
        if (['loop_variable', 'loop_enumerator'].includes(node.type)) local.add(node.text);
        if (node.type === 'for_statement' && node.childForFieldName('initializer')) local.add(node.childForFieldName('initializer').text);
        if (node.type === 'lambda_expression') for (const n of walk(node.namedChildren[0])) local.add(n.text);
        if (node.type === 'parameter') local.add(node.namedChildren[0].text);
    }
    const declared = name => ['params', 'vars', 'outputs', 'modules', 'resources', 'functions', 'types'].some(kind => file[kind].has(name));
    const used = new Map();
    for (const node of walk(file.root)) {
        if (node.type !== 'identifier') continue;
        const parent = node.parent;
        const isKey = parent.type === 'object_property' && parent.namedChildren[0].id === node.id;
        const isName = KINDS[parent.type] && (parent.childForFieldName('name') ?? parent.namedChildren[0]).id === node.id;
        if (isKey || isName || parent.type === 'import_functionality' || parent.type === 'target_scope_assignment' || node.text === 'targetScope') continue;
        used.set(node.text, node);
        const isCall = parent.type === 'call_expression' && parent.childForFieldName('function')?.id === node.id;
        const known = declared(node.text) || imported.has(node.text) || local.has(node.text) || WORDS.has(node.text)
            || (isCall && FUNCTIONS.has(node.text)) || (parent.parent?.type === 'decorator' && DECORATORS.has(node.text));
        if (!known) say(node, `${node.text} is not declared`);
    }
    for (const kind of file.isParameters ? [] : ['params', 'vars']) {
        for (const [name, { node }] of file[kind]) if (!used.has(name)) say(node, `${kind.slice(0, -1)} ${name} is not used`);
    }
    for (const name of imported) if (!used.has(name)) say(file.root, `import ${name} is not used`);
}

/** A module gets every parameter that it must have and none that it does not know; what is read of it is its output. */
function checkModules(file, say) {
    const outputs = new Map();
    for (const [name, module] of file.modules) {
        const path = join(dirname(file.path), text(named(module.node, 'string')[0]));
        if (!existsSync(path)) { say(module.node, `module ${name}: there is no file ${path}`); continue; }
        const other = read(path);
        outputs.set(name, other.outputs);
        const given = keys(body(module)).get('params');
        const names = given ? keys(given) : new Map();
        for (const param of names.keys()) if (!other.params.has(param)) say(module.node, `module ${name} has no parameter ${param}`);
        for (const [param, declaration] of other.params) {
            if (!names.has(param) && !hasDefault(declaration)) say(module.node, `module ${name} must get ${param}`);
        }
    }
    for (const node of walk(file.root)) {
        const match = node.type === 'member_expression' && /^(\w+)\.outputs\.(\w+)$/.exec(node.text);
        if (match && outputs.has(match[1]) && !outputs.get(match[1]).has(match[2])) say(node, `module ${match[1]} has no output ${match[2]}`);
    }
}

function checkParameters(file, say) {
    const main = read(join(dirname(file.path), text([...walk(file.root)].find(n => n.type === 'using_statement').namedChildren[0])));
    for (const [name, { node }] of file.vars) if (!main.params.has(name)) say(node, `${basename(main.path)} has no parameter ${name}`);
    for (const [name, declaration] of main.params) {
        if (!file.vars.has(name) && !hasDefault(declaration)) say(file.root, `${name} must be given`);
    }
}

const filesIn = folder => readdirSync(folder).flatMap(name => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : /\.bicep(param)?$/.test(name) ? [path] : [];
});

const files = filesIn(infra);
const wrong = files.flatMap(path => check(read(path)));
for (const path of files.length < 2 ? [] : filesIn(bad)) {
    const expected = readFileSync(path, 'utf8').split('\n')[0].replace(/^\/\/ /, '');
    const found = check(read(path));
    if (found.length !== 1 || !found[0].endsWith(expected)) wrong.push(`${basename(path)} should be refused for "${expected}", and only for that; said was: ${found.join('; ') || 'nothing'}`);
}
if (files.length < 2) wrong.push(`there is no Bicep in ${infra}`);
for (const line of wrong) console.error(line);
const params = files.map(read).reduce((sum, file) => sum + file.params.size, 0);
console.log(`infra-bicep: ${files.length} files, ${params} parameters, ${filesIn(bad).length} bad samples refused; ${wrong.length} wrong`);
process.exitCode = wrong.length > 0 ? 1 : 0;
