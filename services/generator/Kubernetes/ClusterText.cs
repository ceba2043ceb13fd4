using System.Globalization;

namespace InfraAgent.Generator;

/// <summary>Text that every tool between a bundle and a cluster can carry. kustomize writes resources as JSON and reads them as YAML again. There its
/// reader refuses a raw control character, and takes U+0085 for a line end, however they were escaped in the file.</summary>
static class ClusterText
{
    /// <summary>What is wrong with the text; null when nothing is.</summary>
    public static string? Explain(string text)
    {
        if (CarriableText.Explain(text) is { } wrong) return wrong;
        foreach (var c in text)
        {
            if (c is (>= '\u007f' and <= '\u009f') or '\ufffe' or '\uffff')
                return string.Create(CultureInfo.InvariantCulture, $"the control character U+{(int)c:X4}, which kustomize cannot read back");
        }

        return null;
    }
}
