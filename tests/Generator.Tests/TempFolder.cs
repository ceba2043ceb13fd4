namespace InfraAgent.Generator.Tests;

sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("infra-agent-generator-").FullName;

    public void Write(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files)
    {
        foreach (var (name, content) in files)
        {
            var file = System.IO.Path.Combine(Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content.Span);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
