using System.Text;

namespace InfraAgent.Generator.Tests.Kubernetes;

static class Kubelet
{
    /// <summary>What it makes of an argument, or of a part of a command, where no variable is set: $$ is $, and everything else stays. A reference would be a variable's value.</summary>
    public static string Expanded(string text)
    {
        var expanded = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            expanded.Append(text[i]);
            if (text[i] != '$' || i + 1 == text.Length) continue;
            Assert.False(text[i + 1] == '(' && text.IndexOf(')', i) > 0, $"{text} has a reference in it");
            if (text[i + 1] != '$') expanded.Append(text[i + 1]);
            i++;
        }

        return expanded.ToString();
    }
}
