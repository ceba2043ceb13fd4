namespace InfraAgent.Hcl;

/// <summary>The code of one folder, read once however many modules are made from it.</summary>
sealed class HclFolder
{
    readonly Dictionary<string, HclExpression> locals = new(StringComparer.Ordinal);
    readonly Dictionary<string, HclBlock> variables = new(StringComparer.Ordinal), outputs = new(StringComparer.Ordinal), calls = new(StringComparer.Ordinal);
    readonly Dictionary<string, HclDeclaration> resources = new(StringComparer.Ordinal), data = new(StringComparer.Ordinal);

    /// <param name="files">Path and text of each, in this folder.</param>
    /// <exception cref="HclException">A file is none of the language that is read here; the message names it.</exception>
    public HclFolder(string path, IEnumerable<(string Path, string Text)> files)
    {
        Path = path;
        foreach (var (file, text) in files)
        {
            try
            {
                foreach (var block in HclParser.File(text).Blocks) Add(block, file);
            }
            catch (HclException ex)
            {
                throw new HclException($"{file}, line {ex.Line}: {ex.Message}", ex.Line);
            }
        }
    }

    /// <summary>From the root's folder; nothing for the root's own.</summary>
    public string Path { get; }

    public IReadOnlyDictionary<string, HclExpression> Locals => locals;
    public IReadOnlyDictionary<string, HclBlock> Variables => variables;
    public IReadOnlyDictionary<string, HclBlock> Outputs => outputs;
    public IReadOnlyDictionary<string, HclBlock> Calls => calls;

    /// <summary>By <c>type.name</c>.</summary>
    public IReadOnlyDictionary<string, HclDeclaration> Resources => resources;

    /// <summary>By <c>type.name</c>.</summary>
    public IReadOnlyDictionary<string, HclDeclaration> Data => data;

    void Add(HclBlock block, string file)
    {
        switch (block)
        {
            case { Type: "locals", Labels: [] }:
                foreach (var (name, value) in block.Body.Attributes) Once(locals.TryAdd(name, value), block);
                break;
            case { Type: "variable", Labels: [var name] }: Once(variables.TryAdd(name, block), block); break;
            case { Type: "output", Labels: [var name] }: Once(outputs.TryAdd(name, block), block); break;
            case { Type: "module", Labels: [var name] }: Once(calls.TryAdd(name, block), block); break;
            case { Type: "resource", Labels: [var type, var name] }: Once(resources.TryAdd($"{type}.{name}", new HclDeclaration(type, name, block, file)), block); break;
            case { Type: "data", Labels: [var type, var name] }: Once(data.TryAdd($"{type}.{name}", new HclDeclaration(type, name, block, file)), block); break;
            // What it says of providers, states and checks makes no resource.
            case { Type: "terraform" or "provider" or "moved" or "removed" or "import" or "check" or "ephemeral" }: break;
            default: throw new HclException($"a block '{block.Type}' with {block.Labels.Count} labels is not read", block.Line);
        }
    }

    static void Once(bool first, HclBlock block)
    {
        if (!first) throw new HclException($"'{block.Type}' declares a name for the second time", block.Line);
    }
}

/// <summary>A resource or data source as it is written.</summary>
sealed record HclDeclaration(string Type, string Name, HclBlock Block, string File);
