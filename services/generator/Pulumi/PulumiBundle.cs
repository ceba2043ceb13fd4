using System.Text;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>The files of a program: the program, its stack's settings, and what its language needs beside it.</summary>
static class PulumiBundle
{
    const string Project = "Pulumi.yaml";

    /// <summary>The file that has the resources.</summary>
    public static string Code(PulumiLanguage language) => language == PulumiLanguage.Yaml ? Project : "index.ts";

    public static WrittenBundle Write(PulumiProgram program, PulumiLanguage language, GenerateBundle command, string readme)
    {
        var stack = $"Pulumi.{command.Environment}.yaml";
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal)
        {
            [stack] = YamlWriter.Bytes(DataMap.Of(("config", new DataMap(program.Config.Select(c => KeyValuePair.Create($"{program.Project}:{c.Name}", c.Value)))))),
            ["README.md"] = Encoding.UTF8.GetBytes(readme)
        };
        if (language == PulumiLanguage.Yaml) files[Project] = Encoding.UTF8.GetBytes(PulumiYaml.Write(program));
        else
        {
            files[Project] = YamlWriter.Bytes(DataMap.Of(("name", program.Project), ("runtime", "nodejs"), ("description", program.Description)));
            files["index.ts"] = Encoding.UTF8.GetBytes(PulumiTypeScript.Write(program));
            files["package.json"] = JsonFile.Write(Package(program));
            files["tsconfig.json"] = JsonFile.Write(Compiler);
        }

        return new WrittenBundle
        {
            Files = files,
            Code = files.Keys.Where(f => f != stack && f != "README.md").ToHashSet(StringComparer.Ordinal),
            Entrypoints = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["iac"] = Code(language), ["parameters"] = stack, ["readme"] = "README.md" }
        };
    }

    static DataMap Package(PulumiProgram program) => DataMap.Of(
        ("name", program.Project.ToLowerInvariant()),
        ("private", true),
        ("main", "index.ts"),
        ("dependencies", new DataMap(program.Packages.Append(KeyValuePair.Create("@pulumi/pulumi", PulumiVersions.Sdk)).OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => KeyValuePair.Create(p.Key, (DataValue)p.Value)))),
        ("devDependencies", DataMap.Of(("@types/node", PulumiVersions.NodeTypes), ("typescript", PulumiVersions.TypeScript))));

    static DataMap Compiler { get; } = DataMap.Of(
        ("compilerOptions", DataMap.Of(
            ("strict", true), ("outDir", "bin"), ("target", "es2022"), ("module", "commonjs"), ("moduleResolution", "node"), ("sourceMap", true), ("skipLibCheck", true),
            ("forceConsistentCasingInFileNames", true))),
        ("files", DataList.Of("index.ts")));
}
