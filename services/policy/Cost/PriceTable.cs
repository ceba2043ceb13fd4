using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Cost;

/// <summary>All prices of this service, read once at start.</summary>
public sealed class PriceTable
{
    static readonly Lazy<IReadOnlyList<(string Name, IReadOnlyList<ResourcePrice> Prices)>> Shipped = new(() => [.. BuiltIn().Select(Parsed)]);

    readonly Dictionary<string, ResourcePrice> exact = new(StringComparer.Ordinal);
    readonly List<ResourcePrice> patterns = [];
    readonly HashSet<string> others = new(StringComparer.Ordinal);

    PriceTable()
    {
    }

    /// <summary>The built-in prices, and those of the folders (<c>*.yaml</c>, any depth, in ordinal order). What a folder says of a type stands instead of what is built in.</summary>
    /// <exception cref="PolicyFileException">Names file, line and cause.</exception>
    public static PriceTable Load(IEnumerable<string> folders) => Make(folders.SelectMany(OnDisk).Select(Parsed));

    /// <summary>From texts, as if they were in one folder.</summary>
    /// <exception cref="PolicyFileException">Names file, line and cause.</exception>
    public static PriceTable FromTexts(params IEnumerable<(string Name, string Text)> texts) => Make(texts.Select(Parsed));

    internal IEnumerable<ResourcePrice> All => exact.Values.Concat(patterns).Distinct();

    /// <summary>Names that a request's <c>cost.usage</c> may use.</summary>
    internal IReadOnlyCollection<string> UsageNames => field ??= All.SelectMany(p => p.Items).SelectMany(i => i.Quantity).Select(s => s.Usage).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Null when nothing is known of the type.</summary>
    internal ResourcePrice? Find(string type) => exact.GetValueOrDefault(type) ?? patterns.Find(p => Wildcard.MatchesAny(p.Types, type));

    /// <summary>Others take something from resources of this type, so they are kept at hand.</summary>
    internal bool GivesToOthers(string type) => others.Contains(type);

    static (string Name, IReadOnlyList<ResourcePrice> Prices) Parsed((string Name, string Text) file) => (file.Name, PriceReader.Read(file.Name, file.Text));

    static PriceTable Make(IEnumerable<(string Name, IReadOnlyList<ResourcePrice> Prices)> added)
    {
        var table = new PriceTable();
        table.Add(Shipped.Value);
        table.Add(added);
        foreach (var price in table.All) table.others.UnionWith(price.Others);
        return table;
    }

    void Add(IEnumerable<(string Name, IReadOnlyList<ResourcePrice> Prices)> files)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var wild = new List<ResourcePrice>();
        foreach (var (name, prices) in files)
        {
            foreach (var price in prices)
            {
                foreach (var type in price.Types)
                {
                    if (!seen.Add(type)) throw new PolicyFileException($"{name}: '{type}' has its prices twice; keep them in one place.");
                    if (!type.Contains('*')) exact[type] = price;
                }

                if (price.Types.Any(t => t.Contains('*'))) wild.Add(price);
            }
        }

        patterns.InsertRange(0, wild);
    }

    static IEnumerable<(string Name, string Text)> BuiltIn()
    {
        var assembly = typeof(PriceTable).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("prices/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return ("built-in " + name, reader.ReadToEnd());
        }
    }

    static IEnumerable<(string Name, string Text)> OnDisk(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (path, File.ReadAllText(path)))
            : throw new PolicyFileException($"The price folder '{folder}' does not exist; make it or take it out of Policy:PriceFolders.");
}
