using System.Text;
using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>Tags as a cluster can store them: as labels where key and value are valid ones, as annotations where only the key is.
/// A key that is not valid is made so, always in the same way; two tags that become one key are refused.</summary>
sealed partial class ClusterLabels
{
    const int LongestName = 63;
    const int MostAnnotationBytes = 256 * 1024;

    // Each of them means something to the cluster or to us. A domain covers what is below it.
    static readonly string[] Reserved = ["kubernetes.io", "k8s.io", "helm.sh", "infra-agent", "external-secrets.io", "prometheus.io"];

    readonly SortedDictionary<string, string> labels = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, string> annotations = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Labels => labels;

    public IReadOnlyDictionary<string, string> Annotations => annotations;

    /// <param name="over">Tags of the same resources that win: what they set is left out here.</param>
    public static ClusterLabels Read(IReadOnlyDictionary<string, string> tags, string pointer, FindingList findings, ClusterLabels? over = null)
    {
        var read = new ClusterLabels();
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        var size = 0;
        foreach (var (name, value) in tags.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            var place = Pointer.Member(pointer, name);
            if ((CarriableText.Explain(name) ?? CarriableText.Explain(value)) is { } wrong)
            {
                findings.Add(SpecRules.Tag, place, $"Tag {CarriableText.Show(name)} contains {wrong}.", "Leave the character out.");
            }
            else if (Key(name) is not { } key)
            {
                findings.Add(SpecRules.Tag, place, $"Tag {CarriableText.Show(name)} has no letter or digit that a label in a cluster could be named by.", "Use another name.");
            }
            else if (Reserved.FirstOrDefault(r => Below(key, r)) is { } reserved)
            {
                findings.Add(SpecRules.Tag, place, $"Tag {CarriableText.Show(name)} would be '{key}' in the cluster, and '{reserved}/' is reserved.", "Use another name.");
            }
            else if (!sources.TryAdd(key, name))
            {
                findings.Add(SpecRules.Tag, place, $"Tags {CarriableText.Show(name)} and {CarriableText.Show(sources[key])} would both be '{key}' in the cluster.", "Rename one of them.");
            }
            else if (over is null || !(over.labels.ContainsKey(key) || over.annotations.ContainsKey(key)))
            {
                if (LabelValue().IsMatch(value)) read.labels.Add(key, value);
                else read.annotations.Add(key, value);
                size += key.Length + Encoding.UTF8.GetByteCount(value);
            }
        }

        if (size > MostAnnotationBytes)
            findings.Add(SpecRules.Tag, pointer, "All together they must have at most 256 KiB: a cluster stores no more annotations on an object.", "Leave some out, or shorten them.");
        return read;
    }

    /// <summary>The name as a label's key; null when nothing of it could be one.</summary>
    static string? Key(string name)
    {
        if (LabelKey().IsMatch(name)) return name;
        var valid = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '.' or '_') valid.Append(c);
            else if (valid.Length > 0 && valid[^1] != '-') valid.Append('-');
        }

        var key = valid.ToString().Trim('-', '.', '_');
        if (key.Length > LongestName) key = key[..LongestName].TrimEnd('-', '.', '_');
        return key.Length > 0 ? key : null;
    }

    static bool Below(string key, string domain)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return false;
        var prefix = key[..slash];
        return prefix == domain || prefix.EndsWith("." + domain, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\A([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?){0,3}/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex LabelKey();

    [GeneratedRegex(@"\A([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex LabelValue();
}
