using System.Collections;
using System.Runtime.InteropServices;
using System.Text;

namespace InfraAgent.Supervision;

/// <summary>Starts and reaps the one tool. It inherits our stdout and stderr, so that no byte is copied on the way.</summary>
static unsafe class Tool
{
    const int WaitExited = 4;
    const int WaitKeep = 0x01000000;
    const int WaitNoHang = 1;
    static readonly bool Mac = OperatingSystem.IsMacOS();

    /// <returns>0 and the pid, or the error number of the failed start.</returns>
    public static int Start(ReadOnlySpan<string> command, out int pid)
    {
        // The opaque structures differ between C libraries; all of them are far below this size.
        var actions = stackalloc byte[1024];
        var attributes = stackalloc byte[1024];
        var signals = stackalloc byte[256];
        var failed = Posix.ActionsInit(actions);
        fixed (byte* nothing = "/dev/null\0"u8)
            failed |= Posix.ActionsAddOpen(actions, 0, nothing, 0, 0);   // our stdin carries commands for us, not for the tool
        failed |= Posix.ActionsAddClose(actions, SessionFile.Descriptor);
        failed |= Posix.AttributesInit(attributes) | Posix.SigEmptySet(signals) | Posix.AttributesSetSigMask(attributes, signals);
        // The runtime and we ignore some; the tool starts with what every program expects.
        foreach (var signal in (ReadOnlySpan<int>)[1, 2, 3, 13, 15])
            failed |= Posix.SigAddSet(signals, signal);
        failed |= Posix.AttributesSetSigDefault(attributes, signals) | Posix.AttributesSetGroup(attributes, 0);
        // SETPGROUP 2, SETSIGDEF 4, SETSIGMASK 8: the same numbers on Linux and macOS.
        failed |= Posix.AttributesSetFlags(attributes, 2 | 4 | 8);
        if (failed != 0)
        {
            pid = 0;
            return failed;
        }

        int child;
        // Not freed: the process ends with the tool.
        var argv = Pointers(command);
        var envp = Variables();
        var error = Posix.SpawnP(&child, argv[0], actions, attributes, argv, envp);
        pid = error == 0 ? child : 0;
        return error;
    }

    /// <summary>Waits until the tool has ended and leaves it unreaped: its pid cannot belong to another until <see cref="Reap"/>.</summary>
    public static void WaitUntilEnded(int pid)
    {
        var info = stackalloc byte[256];
        // WNOWAIT is 0x20 on macOS. An interrupted wait is repeated.
        while (Posix.WaitId(1, (uint)pid, info, WaitExited | (Mac ? 0x20 : WaitKeep)) != 0)
        {
        }
    }

    /// <returns>The exit code; 128 + n when ended by signal n.</returns>
    public static int Reap(int pid)
    {
        int status;
        while (Posix.WaitPid(pid, &status, 0) != pid)
        {
        }
        var signal = status & 0x7f;
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
    }

    /// <summary>Takes leave of orphans that came to us as the subreaper.</summary>
    /// <returns>False when nothing that descends from us lives any more.</returns>
    public static bool ReapOrphans()
    {
        int status;
        int result;
        while ((result = Posix.WaitPid(-1, &status, WaitNoHang)) > 0)
        {
        }
        return result == 0;
    }

    // What the owner gave, except what was meant for this runtime. Taken as it is where the system shows it: no decoding, nothing to get wrong.
    static byte** Variables()
    {
        int fd;
        fixed (byte* path = "/proc/self/environ\0"u8)
            fd = Posix.Open(path, 0);
        if (fd < 0)
            return Pointers(Decoded().ToArray());
        nuint size = 64 * 1024;
        nuint used = 0;
        var block = (byte*)NativeMemory.Alloc(size);
        while (true)
        {
            var read = Posix.Read(fd, block + used, size - used - 1);
            if (read <= 0)
                break;
            used += (nuint)read;
            if (size - used < 4096)
                block = (byte*)NativeMemory.Realloc(block, size *= 2);
        }
        _ = Posix.Close(fd);
        block[used] = 0;
        var count = 1;
        for (nuint i = 0; i < used; i++)
            count += block[i] == 0 ? 1 : 0;
        var pointers = (byte**)NativeMemory.AllocZeroed((nuint)(count + 1), (nuint)sizeof(byte*));
        var at = 0;
        for (nuint i = 0; i < used; i++)
        {
            if (i > 0 && block[i - 1] != 0)
                continue;
            if (!Begins(block + i, "DOTNET_EnableDiagnostics="u8) && !Begins(block + i, "DOTNET_LTTng="u8))
                pointers[at++] = block + i;
        }
        return pointers;
    }

    // The block ends with a zero, so the comparison stops there.
    static bool Begins(byte* text, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (text[i] != name[i])
                return false;
        }
        return true;
    }

    static List<string> Decoded()
    {
        var environment = new List<string>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if ((string)variable.Key is not ("DOTNET_EnableDiagnostics" or "DOTNET_LTTng"))
                environment.Add($"{variable.Key}={variable.Value}");
        }
        return environment;
    }

    static byte** Pointers(ReadOnlySpan<string> texts)
    {
        var pointers = (byte**)NativeMemory.AllocZeroed((nuint)(texts.Length + 1), (nuint)sizeof(byte*));
        for (var i = 0; i < texts.Length; i++)
        {
            var size = Encoding.UTF8.GetByteCount(texts[i]);
            pointers[i] = (byte*)NativeMemory.AllocZeroed((nuint)size + 1);
            Encoding.UTF8.GetBytes(texts[i], new Span<byte>(pointers[i], size));
        }
        return pointers;
    }
}
