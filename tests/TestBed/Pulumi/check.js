// Checks programs: node check.js <folder>. Each bundle is <folder>/<language>/<name>/; prints JSON: what the compiler says of the TypeScript ones, and what
// each program registers when it runs against mocks. YAML programs are run by the few rules of their language that bundles use, through the same classes.
"use strict";
const fs = require("fs");
const path = require("path");
const ts = require("typescript");
const yaml = require("yaml");
const pulumi = require("@pulumi/pulumi");

const root = process.argv[2];
const folder = (language) => path.join(root, language);
const names = (language) => fs.existsSync(folder(language)) ? fs.readdirSync(folder(language)).sort() : [];
const modules = path.dirname(path.dirname(require.resolve("typescript/package.json")));

// One program for all: reading the providers' types takes far longer than everything else.
function compile() {
    const files = names("typescript").map((n) => path.join(folder("typescript"), n, "index.ts"));
    if (files.length === 0) return [];
    const options = {
        strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10, skipLibCheck: true, types: ["node"],
        typeRoots: [path.join(modules, "@types")], baseUrl: modules, paths: { "*": ["*"] }, noEmitOnError: false,
    };
    const program = ts.createProgram(files, options);
    program.emit();
    return ts.getPreEmitDiagnostics(program).map((d) => {
        const place = d.file ? `${path.relative(root, d.file.fileName)}:${d.file.getLineAndCharacterOfPosition(d.start).line + 1}: ` : "";
        return place + ts.flattenDiagnosticMessageText(d.messageText, "\n");
    });
}

// What a cloud would tell, by the names that the resource's class has.
const nested = {
    masterUserSecrets: (n) => [{ secretArn: `arn of ${n}'s secret` }], identities: (n) => [{ oidcs: [{ issuer: `issuer of ${n}` }] }], certificateAuthority: (n) => ({ data: `certificate of ${n}` }),
    vpcConfig: (n, given) => ({ ...given, clusterSecurityGroupId: `group of ${n}` }), names: () => ["a", "b", "c", "d"],
    domainValidationOptions: (n) => [{ resourceRecordName: `name for ${n}`, resourceRecordType: "CNAME", resourceRecordValue: `value for ${n}` }], latestVersion: () => 7,
};
const told = new Map();
function state(args) {
    const all = { ...args.inputs };
    for (const property of told.get(args.type) || []) {
        if (nested[property]) all[property] = nested[property](args.name, args.inputs[property]);
        else if (all[property] === undefined) all[property] = `${property} of ${args.name}`;
    }
    return all;
}

function learn(type, constructor) {
    if (!told.has(type)) told.set(type, [...constructor.toString().matchAll(/resourceInputs\["(\w+)"\]/g)].map((m) => m[1]));
}

function settings(directory, stack, project) {
    const said = yaml.parse(fs.readFileSync(path.join(directory, stack), "utf8")).config || {};
    return Object.fromEntries(Object.entries(said).map(([k, v]) => [k, typeof v === "string" ? v : JSON.stringify(v)]));
}

async function record(directory, run) {
    const project = yaml.parse(fs.readFileSync(path.join(directory, "Pulumi.yaml"), "utf8"));
    const stack = fs.readdirSync(directory).find((f) => /^Pulumi\..+\.yaml$/.test(f));
    const resources = [], calls = [], requests = new Map();
    await pulumi.runtime.setMocks({
        newResource(args) {
            const request = requests.get(args.name);
            if (args.type !== "pulumi:pulumi:Stack") resources.push({
                name: args.name, type: args.type, inputs: args.inputs, dependsOn: request.getDependenciesList().map((u) => u.split("::").pop()).sort(),
                ignoreChanges: request.getIgnorechangesList(), aliases: request.getAliasesList().map((a) => a.getSpec() ? a.getSpec().getName() : a.getUrn()),
                protect: request.getProtect(), retainOnDelete: request.getRetainondelete(), provider: (args.provider || "").split("::").slice(2, 4).join("::"),
            });
            return { id: `id of ${args.name}`, state: state(args) };
        },
        call(args) {
            calls.push({ token: args.token, inputs: args.inputs });
            return { ...args.inputs, accountId: "123456789012", region: "eu-central-1", partition: "aws", names: nested.names(), secretString: "the secret", arn: `arn of ${args.inputs.name}` };
        },
    }, project.name, stack.slice("Pulumi.".length, -".yaml".length), false);
    // Mocks are not told the options of a resource.
    const monitor = pulumi.runtime.getMonitor(), register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) => {
        requests.set(request.getName(), request);
        return register(request, callback);
    };
    pulumi.runtime.setAllConfig(settings(directory, stack, project.name));
    const outputs = await run(project);
    await pulumi.runtime.disconnect();
    const plain = {};
    for (const [name, value] of Object.entries(outputs)) plain[name] = await resolved(pulumi.output(value));
    return { resources: resources.sort((a, b) => a.name < b.name ? -1 : 1), calls: calls.sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1), outputs: plain };
}

const resolved = (output) => output.promise(true);

function runTypeScript(directory) {
    return record(directory, () => {
        const file = path.join(directory, "index.js");
        delete require.cache[file];
        return { ...require(file) };
    });
}

// A class and its full type by the short one of YAML: aws:rds:Instance.
function classOf(token) {
    const [name, module, kind] = token.split(":").length === 3 ? token.split(":") : [token.split(":")[0], "index", token.split(":")[1]];
    if (name === "pulumi") return require(`@pulumi/${kind}`).Provider;
    const steps = name === "kubernetes" ? module.split("/").map((s, i) => i === 0 ? s.split(".")[0] : s) : module === "index" ? [] : [module];
    const found = [...steps, kind].reduce((at, step) => at && at[step], require(`@pulumi/${name}`));
    if (!found) throw new Error(`there is no type ${token}`);
    return found;
}

function functionOf(token) {
    const parts = token.split(":");
    const [name, module, call] = parts.length === 3 ? parts : [parts[0], "index", parts[1]];
    return `${name}:${module}/${call}:${call}`;
}

function runYaml(directory) {
    return record(directory, (program) => {
        const config = new pulumi.Config();
        const known = new Map(), making = new Set();
        const read = { string: (k) => config.get(k), integer: (k) => config.getNumber(k), boolean: (k) => config.getBoolean(k), array: (k) => config.getObject(k) };
        for (const [name, said] of Object.entries(program.config || {})) {
            const value = read[said.type](name);
            if (value === undefined && said.default === undefined) throw new Error(`the stack does not set ${name}`);
            known.set(name, value === undefined ? said.default : value);
        }

        const providers = {};
        function find(name) {
            if (known.has(name)) return known.get(name);
            if (making.has(name)) throw new Error(`${name} needs itself`);
            making.add(name);
            const made = program.resources && program.resources[name] ? resource(name, program.resources[name]) : program.variables && program.variables[name] ? value(program.variables[name]) : undefined;
            if (made === undefined) throw new Error(`there is no ${name}`);
            known.set(name, made);
            return made;
        }

        function access(text) {
            const steps = [...text.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map((m) => m[1] === undefined ? m[2] : Number(m[1]));
            return steps.slice(1).reduce((at, step) => pulumi.Resource.isInstance(at) || pulumi.Output.isInstance(at) ? (at[step] !== undefined ? at[step] : pulumi.output(at)[step]) : at[step], find(steps[0]));
        }

        // $$ is a dollar, ${…} a reference; a reference alone keeps its type.
        function text(said) {
            const parts = [];
            let plain = "";
            for (let i = 0; i < said.length;) {
                if (said.startsWith("$$", i)) { plain += "$"; i += 2; }
                else if (said.startsWith("${", i)) {
                    const end = said.indexOf("}", i);
                    if (end < 0) throw new Error(`a reference has no end: ${said}`);
                    parts.push(plain, access(said.slice(i + 2, end)));
                    plain = "";
                    i = end + 1;
                } else plain += said[i++];
            }
            if (parts.length === 0) return plain;
            return parts.length === 2 && parts[0] === "" && plain === "" ? parts[1] : pulumi.concat(...parts, plain);
        }

        function value(said) {
            if (typeof said === "string") return text(said);
            if (Array.isArray(said)) return said.map(value);
            if (said === null || typeof said !== "object") return said;
            const keys = Object.keys(said);
            if (keys.some((k) => k.toLowerCase().startsWith("fn::"))) {
                if (keys.length !== 1) throw new Error(`a call is not alone: ${keys}`);
                const given = said[keys[0]];
                switch (keys[0]) {
                    case "fn::toJSON": return pulumi.jsonStringify(value(given));
                    case "fn::secret": return pulumi.secret(value(given));
                    case "fn::invoke": return pulumi.runtime.invokeOutput(functionOf(given.function), value(given.arguments || {}), { provider: providers[given.function.split(":")[0]] });
                    default: throw new Error(`there is no ${keys[0]}`);
                }
            }
            return Object.fromEntries(keys.map((k) => [text(k), value(said[k])]));
        }

        function resource(name, said) {
            const unknown = Object.keys(said).filter((k) => !["type", "properties", "options", "defaultProvider"].includes(k));
            if (unknown.length > 0) throw new Error(`${name} has ${unknown}`);
            const kind = classOf(said.type), { version, ...options } = said.options || {};
            learn(kind.__pulumiType, kind);
            const properties = value(said.properties || {});
            // What a class does not know it drops without a word.
            const missing = Object.keys(properties).filter((p) => !kind.toString().includes(`resourceInputs["${p}"]`));
            if (missing.length > 0 && kind.name !== "CustomResource") throw new Error(`${said.type} has no ${missing}`);
            const dependsOn = (options.dependsOn || []).map((d) => find(d.slice(2, -1)));
            return new kind(name, properties, { ...options, dependsOn, ...(said.defaultProvider ? {} : { provider: providers[said.type.split(":")[0]] }) });
        }

        for (const [name, said] of Object.entries(program.resources || {})) if (said.defaultProvider) providers[said.type.split(":").pop()] = find(name);
        for (const name of Object.keys(program.variables || {})) find(name);
        for (const name of Object.keys(program.resources || {})) find(name);
        return value(program.outputs || {});
    });
}

async function main() {
    const result = { compiler: compile(), yaml: {}, typescript: {} };
    for (const name of names("yaml")) result.yaml[name] = await attempt(() => runYaml(path.join(folder("yaml"), name)));
    for (const name of names("typescript")) result.typescript[name] = await attempt(() => runTypeScript(path.join(folder("typescript"), name)));
    process.stdout.write(JSON.stringify(result), () => process.exit(0));
}

async function attempt(run) {
    try {
        return await run();
    } catch (e) {
        return { problem: String(e.stack || e).split("\n").slice(0, 6).join("\n") };
    }
}

main();
