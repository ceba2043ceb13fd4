#!/usr/bin/env python3
"""Writes a cloud's pulumi.yaml: what Pulumi calls the resources, functions and properties that Terraform's provider has.

    names.py <terraform providers schema -json, gzipped> <folder of @pulumi/aws> <tokens.txt> > services/generator/Catalog/aws/pulumi.yaml

Most names are Terraform's in camel case. What is written down is the rest: names that are plural, blocks that Pulumi has as one object instead of a
list, and scalars of another type. Both sides are read from their own sources, so an update of the provider is a run of this script.
"""
import gzip
import json
import re
import sys
from pathlib import Path



def camel(name):
    first, *rest = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def plurals(name):
    yield name + "s"
    yield name + "es"
    if name.endswith("y"):
        yield name[:-1] + "ies"
    # The bridge also makes words plural that are so already.
    yield re.sub(r"ia$", "ias", name)


class Types:
    """Interfaces of a TypeScript declaration file: namespace.Name -> property -> type."""

    def __init__(self, text):
        self.of = {}
        text = re.sub(r"/\*\*.*?\*/", "", text, flags=re.S)
        namespace = []
        current = None
        for line in text.splitlines():
            stripped = line.strip()
            if m := re.match(r"(?:export declare )?(?:export )?namespace (\w+) \{", stripped):
                namespace.append(m[1])
            elif m := re.match(r"(?:export )?interface (\w+)(?: extends [\w.]+)? \{", stripped):
                current = ".".join([*namespace, m[1]])
                self.of[current] = {}
                if stripped.endswith("}"):
                    current = None
            elif stripped == "}":
                if current:
                    current = None
                elif namespace:
                    namespace.pop()
            elif current and (m := re.match(r"(?:readonly )?(\w+)\??: (.*);$", stripped)):
                self.of[current][m[1]] = m[2]


def members(text, head):
    """Properties of one interface or class of a resource's own file."""
    text = re.sub(r"/\*\*.*?\*/", "", text, flags=re.S)
    body = text[text.index(head):]
    return {m[1]: m[2] for m in re.finditer(r"^    (?:readonly )?(\w+)\??: (.*);$", body[:body.index("\n}")], flags=re.M)}


def plain(kind):
    """(what a property holds, whether in a list): pulumi.Input<pulumi.Input<inputs.a.B>[] | undefined> -> (a.B, True)."""
    kind = re.sub(r"pulumi\.(Input|Output)<|enums\.[\w.]+ \||\| enums\.[\w.]+|>| \| undefined|inputs\.|outputs\.", "", kind).strip()
    return (kind[:-2].strip("() "), True) if kind.endswith("[]") else (kind, False)


class Resource:
    def __init__(self, types):
        self.types, self.names, self.objects, self.scalars, self.missing = types, {}, [], {}, []

    def block(self, block, properties, path, optional=False):
        for name, attribute in sorted(block.get("attributes", {}).items()):
            kind = attribute["type"]
            listed = isinstance(kind, list) and kind[0] in ("list", "set")
            found = self.find(name, properties, path, plural=listed)
            if not found:
                continue
            what, many = plain(properties[found])
            if isinstance(kind, str):
                if what in ("number", "boolean") and {"number": "number", "boolean": "bool"}[what] != kind:
                    self.scalars[path + name] = what
                elif what.startswith("string") and kind != "string":
                    self.scalars[path + name] = "string"
            elif listed and not many:
                self.objects.append(path + name)
            if listed and isinstance(kind[1], list) and kind[1][0] == "object" and what in self.types.of:
                self.block({"attributes": {n: {"type": t} for n, t in kind[1][1].items()}}, self.types.of[what], path + name + ".")
        for name, nested in sorted(block.get("block_types", {}).items()):
            found = self.find(name, properties, path, plural=True)
            if not found:
                continue
            what, many = plain(properties[found])
            if not many:
                self.objects.append(path + name)
            if what in self.types.of and path.count(".") < 5:
                self.block(nested["block"], self.types.of[what], path + name + ".")

    def find(self, name, properties, path, plural):
        usual = self.names.get(path + name) or camel(name)
        if usual in properties:
            return usual
        for other in plurals(usual) if plural else ():
            if other in properties:
                self.names[path + name] = other
                return other
        self.missing.append(path + name)
        return None


def flow(items):
    return "{ " + ", ".join(f"{k}: {v}" for k, v in items) + " }"


def main():
    schema = json.load(gzip.open(sys.argv[1]))
    provider = next(iter(schema["provider_schemas"].values()))
    package = Path(sys.argv[2])
    inputs = Types((package / "types/input.d.ts").read_text())
    inputs.of.update({k: v for k, v in Types((package / "types/output.d.ts").read_text()).of.items() if k not in inputs.of})
    version = json.loads((package / "package.json").read_text())["version"]
    print("# What Pulumi calls what Terraform's provider has: made by tools/pulumi-names. Names that are not here are Terraform's in camel case.")
    print(f"package: aws\nversion: {version}\nresources:")
    functions, arns = [], []
    for line in Path(sys.argv[3]).read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        name, token, *renamed = line.split()
        if name.startswith(("data.", "arn.")):
            (functions if name.startswith("data.") else arns).append(name.split(".", 1)[1] + ": " + (f"aws:{token}" if name.startswith("data.") else token))
            continue
        module, kind = token.split("/")
        file = kind[:1].lower() + kind[1:]
        text = (package / ("" if module == "index" else module) / f"{file}.d.ts").read_text()
        properties = {"id": "pulumi.Output<string>", **members(text, f"export declare class {kind} "), **members(text, f"export interface {kind}Args ")}
        resource = Resource(inputs)
        resource.names.update(pair.split("=") for pair in renamed)
        resource.block(provider["resource_schemas"][name]["block"], properties, "")
        print(f"  {name}:\n    type: aws:{module}/{file}:{kind}")
        for key, value in (("names", flow(resource.names.items())), ("objects", "[" + ", ".join(resource.objects) + "]"), ("types", flow(resource.scalars.items()))):
            if len(value) > 4:
                print(f"    {key}: {value}")
        if resource.missing:
            print(name, "without", ", ".join(resource.missing), file=sys.stderr)
    print("functions:", *functions, sep="\n  ")
    print("# Whose ARN an attribute holds: it is known before the resource is there.")
    print("arns:", *arns, sep="\n  ")


main()
