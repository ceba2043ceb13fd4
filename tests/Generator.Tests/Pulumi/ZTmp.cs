namespace InfraAgent.Generator.Tests.Pulumi;
public sealed class ZTmp
{
    [Fact]
    public void Dump()
    {
        var problems = new List<string>();
        foreach (var name in PulumiInputs.Modules)
        foreach (var language in new[] { "yaml", "typescript" })
        {
            var command = PulumiInputs.Module(name, language);
            var outcome = Renderers.BuiltIn.Render(command);
            if (outcome.Bundle is null) { problems.Add(name + ": " + string.Join('\n', outcome.Findings)); continue; }
            foreach (var (path, content) in outcome.Bundle.Files)
            {
                var file = Path.Combine("/tmp/pulumi-out", language, name, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllBytes(file, content.Span);
            }
        }
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }
}
