// snapshot.mjs template TEMPLATE             checks the outputs of the template and of all its modules
// snapshot.mjs write SNAPSHOT                checks what the compiler evaluated, and writes it again in a fixed order
// snapshot.mjs covers TEMPLATE PARAMETERS... checks that every type of resource was evaluated with one of the sets of parameters
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

const [command, ...paths] = process.argv.slice(2);
const read = path => JSON.parse(readFileSync(path, 'utf8'));
const isExpression = text => /^\[(?!\[)[a-z]\w*\(.*\]$/is.test(text);
const faults = [];

function* texts(value, path = '') {
    if (typeof value === 'string') yield [path, value];
    else if (value && typeof value === 'object') for (const [key, item] of Object.entries(value)) yield* texts(item, `${path}/${key}`);
}

/** Azure alone knows the identity's principal, which is part of its role assignments' names. All other names can be evaluated here. */
function checkNames(resource) {
    for (const field of ['id', 'name']) {
        const isKnownLater = resource.type === 'Microsoft.Authorization/roleAssignments' && /\.principalId\b/.test(resource[field]);
        if (isExpression(resource[field]) && !isKnownLater) faults.push(`the ${field} of a ${resource.type} is not evaluated: ${resource[field]}`);
    }
}

/** Rules that the linter has none for: it knows secure properties and parameters, but not what a plain text says. */
function checkSecrets(path, text) {
    const isReference = isExpression(text) || text.startsWith('@Microsoft.KeyVault(');
    if (/(AccountKey|SharedAccessKey|SharedAccessSignature|sig)=[^;'{]/i.test(text) || /BEGIN [A-Z ]*PRIVATE KEY/.test(text)) faults.push(`${path} holds a key`);
    if (/(password|secret|token|key|keyvalue|connection_?string)$/i.test(path) && !isReference) faults.push(`${path} is named like a secret and holds plain text`);
    if (text.includes(`${tmpdir()}/`)) faults.push(`${path} holds a path of this machine`);
}

function write(path) {
    const snapshot = read(path);
    for (const text of snapshot.diagnostics) faults.push(`the compiler says: ${text}`);
    snapshot.predictedResources.forEach(checkNames);
    for (const [where, text] of texts(snapshot)) checkSecrets(where, text);
    // The compiler writes outputs in an order of chance.
    snapshot.outputs = Object.fromEntries(Object.entries(snapshot.outputs).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(path, `${JSON.stringify(snapshot, null, 2)}\n`);
}

function* templates(template) {
    yield template;
    for (const { type, properties } of Object.values(template.resources)) {
        if (type === 'Microsoft.Resources/deployments') yield* templates(properties.template);
    }
}

/** The linter does not see the key of one resource of a list, and no snapshot shows what a module gives to another. */
function checkOutputs(path) {
    for (const template of templates(read(path))) {
        for (const [name, output] of Object.entries(template.outputs ?? {})) {
            if (/\blist[A-Z]\w*\(/.test(JSON.stringify(output))) faults.push(`output ${name} gives a secret away`);
        }
    }
}

function covers(path, snapshots) {
    const evaluated = new Set(snapshots.flatMap(name => read(`${name}.snapshot.json`).predictedResources.map(resource => resource.type)));
    const declared = [...templates(read(path))].flatMap(template => Object.values(template.resources)).filter(resource => !resource.existing);
    for (const { type } of declared) {
        if (type !== 'Microsoft.Resources/deployments' && !evaluated.has(type)) faults.push(`no set of parameters evaluates a ${type}`);
    }
}

if (command === 'template') checkOutputs(paths[0]);
else if (command === 'write') write(paths[0]);
else covers(paths[0], paths.slice(1));
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
