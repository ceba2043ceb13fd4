using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace InfraAgent.Generator.Tests.JsonFiles;

/// <summary>Other people's parsers of JSON. Each tells what it read in a form that needs no parser of JSON again: a line for every value, texts in base64,
/// numbers as the bits of their double.</summary>
sealed class JsonParser(string name, string executable, string option, string script)
{
    const string InNode = """
        const fs = require('fs');
        const lines = [];
        const text = s => Buffer.from(s.isWellFormed() ? s : 'not Unicode', 'utf8').toString('base64');
        const bits = n => { const b = Buffer.alloc(8); b.writeDoubleBE(n); return b.toString('hex'); };
        const read = v => {
          if (v === null) lines.push('null');
          else if (typeof v === 'boolean') lines.push(String(v));
          else if (typeof v === 'number') lines.push('number ' + bits(v));
          else if (typeof v === 'string') lines.push('text ' + text(v));
          else if (Array.isArray(v)) { lines.push('list ' + v.length); v.forEach(read); }
          else {
            const members = Object.entries(v).map(([k, w]) => [text(k), w]).sort((a, b) => a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);
            lines.push('map ' + members.length);
            for (const [k, w] of members) { lines.push('key ' + k); read(w); }
          }
        };
        for (const file of process.argv.slice(1)) read(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fs.readFileSync(file))));
        fs.writeSync(1, lines.join('\n') + '\n');
        """;

    const string InPython = """
        import base64, json, struct, sys
        def text(s): return base64.b64encode(s.encode("utf-8")).decode()
        lines = []
        def read(v):
            if v is None: lines.append("null")
            elif v is True: lines.append("true")
            elif v is False: lines.append("false")
            elif isinstance(v, (int, float)): lines.append("number " + struct.pack(">d", float(v)).hex())
            elif isinstance(v, str): lines.append("text " + text(v))
            elif isinstance(v, list):
                lines.append("list %d" % len(v))
                for i in v: read(i)
            else:
                lines.append("map %d" % len(v))
                for k, w in sorted(((text(k), w) for k, w in v.items()), key=lambda m: m[0]):
                    lines.append("key " + k)
                    read(w)
        for file in sys.argv[1:]: read(json.loads(open(file, "rb").read().decode("utf-8")))
        sys.stdout.write("\n".join(lines) + "\n")
        """;

    public static IReadOnlyDictionary<string, JsonParser> All { get; } = new[]
    {
        new JsonParser("node", "node", "-e", InNode), new JsonParser("python", "python3", "-c", InPython)
    }.ToDictionary(p => p.Name);

    public string Name => name;

    public bool IsThere => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, executable)));

    /// <summary>What it makes of the files, one after the other.</summary>
    public async Task<IReadOnlyList<string>> Read(params IEnumerable<string> files)
    {
        using var process = Process.Start(new ProcessStartInfo(executable, [option, script, .. files]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{name}: {await errors}");
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The same of a value that was never JSON.</summary>
    public static List<string> Lines(DataValue value)
    {
        var lines = new List<string>();
        Add(lines, value);
        return lines;
    }

    /// <summary>What .NET's own parser makes of a file.</summary>
    public static List<string> WithDotNet(byte[] file)
    {
        using var document = JsonDocument.Parse(file, new JsonDocumentOptions { MaxDepth = 1000 });
        return Lines(Yaml.YamlReading.FromJson(document.RootElement));
    }

    static void Add(List<string> lines, DataValue value)
    {
        switch (value)
        {
            case DataNull: lines.Add("null"); break;
            case DataBool b: lines.Add(b.Value ? "true" : "false"); break;
            case DataNumber n:
                Span<byte> bits = stackalloc byte[8];
                BinaryPrimitives.WriteDoubleBigEndian(bits, n.Value);
                lines.Add("number " + Convert.ToHexStringLower(bits));
                break;
            case DataText t: lines.Add("text " + Text(t.Value)); break;
            case DataList l:
                lines.Add($"list {l.Items.Count}");
                foreach (var item in l.Items) Add(lines, item);
                break;
            case DataMap m:
                lines.Add($"map {m.Count}");
                foreach (var (key, item) in m.Items.Select(i => KeyValuePair.Create(Text(i.Key), i.Value)).OrderBy(i => i.Key, StringComparer.Ordinal))
                {
                    lines.Add("key " + key);
                    Add(lines, item);
                }

                break;
        }
    }

    static string Text(string text) => Convert.ToBase64String(new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text));
}

/// <summary>A test for each parser; skipped, by name, where one is missing.</summary>
public sealed class JsonParserTheoryAttribute : TheoryAttribute
{
    public JsonParserTheoryAttribute() => Skip = (JsonParser.All.Values.All(p => p.IsThere) ? null : $"Not installed: {string.Join(", ", JsonParser.All.Values.Where(p => !p.IsThere).Select(p => p.Name))}.")!;
}
