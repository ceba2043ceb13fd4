using System.Text;
using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Hcl;
using InfraAgent.Hosting;
using InfraAgent.Policy.Analysis;
using InfraAgent.Policy.Assertions;

namespace InfraAgent.Policy.Bundles;

/// <summary>The resources that a bundle for terraform would make where there is nothing yet, worked out from its code alone.</summary>
static class CodeSubjects
{
    const int MostFiles = 5000;
    const long MostBytes = 16 << 20;
    const int FilesAtOnce = 8;

    /// <param name="variables">What the parameter file sets.</param>
    /// <returns>Null, and why, where the code is more than is read here; its plan is judged then as always.</returns>
    /// <exception cref="ArtifactCorruptException">A file is not what the generator stored.</exception>
    public static async Task<(IReadOnlyList<Subject>? Subjects, string? Why)> ReadAsync(IArtifactStore artifacts, BundleRef bundle, JsonElement variables, CancellationToken cancel)
    {
        var code = bundle.Files.Where(f => f.Path.EndsWith(".tf", StringComparison.Ordinal) || f.Path.EndsWith(".tf.json", StringComparison.Ordinal)).ToList();
        if (code.Count > MostFiles || code.Sum(f => f.Size) > MostBytes) return (null, $"its code has more than {MostFiles} files or {MostBytes} bytes");
        var texts = new string[code.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, code.Count), new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce, CancellationToken = cancel },
            async (i, stop) => texts[i] = Encoding.UTF8.GetString(await artifacts.GetAsync(code[i], stop)));
        try
        {
            var plan = HclConfiguration.Plan(code.Zip(texts, (file, text) => KeyValuePair.Create(BundleFolder.Within(bundle, file), text)), variables, cancel);
            return ([.. plan.Resources.Select(r => new Subject(r.Address, r.Declaration, r.Type, r.Values, r.References) { Code = r })], null);
        }
        catch (Exception ex) when (ex is HclException or HclTooLargeException)
        {
            return (null, ex.Message);
        }
    }
}
