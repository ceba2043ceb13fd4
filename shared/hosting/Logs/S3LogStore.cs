using InfraAgent.Hosting.Artifacts;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Hosting.Logs;

/// <summary>Tool output in a bucket, where nothing can be appended to: a log is its parts <c>logs/{ref}/{number}</c>, each written once,
/// about a second after the tool said it. A reader sees what was there when it opened the log.</summary>
public sealed class S3LogStore(S3Objects objects, TimeProvider time, ILogger<S3LogStore> log) : ILogStore
{
    const string Root = "logs/";

    public async Task<Stream> OpenAppendAsync(string logsRef, CancellationToken cancel)
    {
        StorePath.Require(logsRef, "log");
        var parts = await objects.ListAsync(FolderOf(logsRef), int.MaxValue, cancel);
        var next = parts.Count == 0 ? 0 : NumberOf(parts[^1].Key) + 1;
        return new S3LogWriter(objects, number => FolderOf(logsRef) + number.ToString("D8", System.Globalization.CultureInfo.InvariantCulture), next, time, log);
    }

    public async Task<Stream?> OpenReadAsync(string logsRef, CancellationToken cancel)
    {
        StorePath.Require(logsRef, "log");
        var parts = await objects.ListAsync(FolderOf(logsRef), int.MaxValue, cancel);
        return parts.Count == 0 ? null : new S3LogReader(objects, parts);
    }

    static string FolderOf(string logsRef) => $"{Root}{logsRef}/";

    static int NumberOf(string key) => int.Parse(key.AsSpan(key.LastIndexOf('/') + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);
}
