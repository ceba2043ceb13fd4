using System.Formats.Tar;
using System.IO.Compression;

namespace InfraAgent.Api.Files;

/// <summary>A folder of artifacts as <c>.tar.gz</c>: the same files give the same bytes, whenever and wherever it is made.</summary>
static class BundleArchive
{
    // Not 1970: tar warns about times that look like none.
    static readonly DateTimeOffset Time = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="top">The one folder in it, so that unpacking makes no mess.</param>
    /// <param name="files">Path within the folder and content, sorted.</param>
    /// <param name="cancel">Ends the packing.</param>
    public static async Task<byte[]> PackAsync(string top, IReadOnlyList<(string Path, byte[] Content)> files, CancellationToken cancel)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        await using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                using var data = new MemoryStream(content, writable: false);
                await tar.WriteEntryAsync(Entry($"{top}/{path}", data), cancel);
            }
        }

        return packed.ToArray();
    }

    static TarEntry Entry(string name, Stream data)
    {
        const int longestInUstar = 100;
        TarEntry entry = name.Length <= longestInUstar ? new UstarTarEntry(TarEntryType.RegularFile, name) : new PaxTarEntry(TarEntryType.RegularFile, name);
        entry.ModificationTime = Time;
        entry.Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        entry.DataStream = data;
        return entry;
    }
}
