using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using InfraAgent.Hosting.Artifacts;

namespace InfraAgent.Hosting.Security;

/// <summary>
/// <c>Agent:KeyFile</c>: one key a line as <c>id:base64 of 32 bytes</c>; the first is current. Empty lines and lines that begin with <c>#</c> are skipped.
/// Only its owner may read it.
/// </summary>
public static partial class KeyFile
{
    const int KeySize = 32;
    const UnixFileMode ForOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads the file, which must be there.</summary>
    /// <exception cref="KeyFileException">Missing, readable by others, or not in the format.</exception>
    public static KeyRing Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new KeyFileException($"'{path}' does not exist. Make one with the command 'new-key-file {path}' and mount the same file in every service.");
        }

        RefuseReadableByOthers(path);
        return Parse(File.ReadAllLines(path), path);
    }

    /// <summary>Reads the file, or makes it with one new key. Processes that start together agree on one.</summary>
    public static KeyRing LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            TryCreate(path);
        }

        return Load(path);
    }

    /// <summary>Makes the file with one new key and mode 0600; false when there is one already.</summary>
    public static bool TryCreate(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        try
        {
            DurableFile.Create(temporary, Encoding.ASCII.GetBytes(
                $"""
                # Keys of this InfraAgent: whoever has them can read its Terraform states. Keep a copy: without it they cannot be read again.
                # To rotate, put a line 'id:base64 of 32 random bytes' above the others and restart; old lines still open what they sealed.
                {NewLine()}

                """.ReplaceLineEndings("\n")), secret: true);
            var made = DurableFile.TryPublish(temporary, path);
            DurableFile.SyncFolder(folder);
            return made;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>A line with a new random key.</summary>
    public static string NewLine() =>
        $"k{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeySize))}";

    static KeyRing Parse(string[] lines, string path)
    {
        var keys = new List<RingKey>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            // The line itself is never shown: it holds a key.
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var id = colon < 0 ? "" : line[..colon];
            var secret = new byte[KeySize + 1];
            if (!IdFormat().IsMatch(id) || !Convert.TryFromBase64String(line[(colon + 1)..], secret, out var length) || length != KeySize)
            {
                throw new KeyFileException($"'{path}' line {i + 1} is not 'id:key' with an id of [a-z0-9-]{{1,32}} and a key of {KeySize} bytes in base64.");
            }

            if (keys.Any(x => x.Id == id))
            {
                throw new KeyFileException($"'{path}' line {i + 1} has the key id '{id}' a second time.");
            }

            keys.Add(new RingKey(id, secret[..KeySize]));
        }

        return keys.Count > 0 ? new KeyRing(keys) : throw new KeyFileException($"'{path}' holds no key.");
    }

    static void RefuseReadableByOthers(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var mode = File.GetUnixFileMode(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        if ((mode & ForOthers) != 0)
        {
            throw new KeyFileException(
                $"'{path}' can be used by others than its owner (mode {Convert.ToString((int)mode & 0x1FF, 8).PadLeft(4, '0')}). Run 'chmod 600 {path}'.");
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,32}$", RegexOptions.CultureInvariant)]
    private static partial Regex IdFormat();
}
