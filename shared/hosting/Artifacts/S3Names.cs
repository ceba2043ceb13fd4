namespace InfraAgent.Hosting.Artifacts;

/// <summary>Names in a bucket: small objects that are written once.</summary>
sealed class S3Names(S3Objects objects)
{
    const string Root = "names/";
    // Written again and again with the same content, to see what the server makes of that.
    const string Probe = "conditional-writes";

    bool? conditional;

    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancel)
    {
        try
        {
            return await objects.ReadAsync(Root + name, cancel);
        }
        catch (InvalidDataException damaged)
        {
            throw new ArtifactCorruptException(damaged.Message);
        }
    }

    public async Task<IReadOnlyList<string>> BelowAsync(string folder, CancellationToken cancel) =>
        [.. (await objects.ListAsync($"{Root}{folder}/", int.MaxValue, cancel)).Select(x => x.Key[Root.Length..])];

    public async Task<bool> AnyBelowAsync(string folder, CancellationToken cancel) => (await objects.ListAsync($"{Root}{folder}/", 1, cancel)).Count > 0;

    /// <summary>Takes a name. Null when it is ours, by this write or by an equal one before; else what somebody else wrote there.</summary>
    public async Task<byte[]?> TakeAsync(string name, byte[] content, CancellationToken cancel)
    {
        if (await IsConditionalAsync(cancel))
        {
            if (await objects.WriteNewAsync(Root + name, content, cancel) == S3Write.Written)
            {
                return null;
            }
        }
        // Without conditional writes nothing can decide between two writers at the same moment: look, write, look again. Whoever writes other
        // content later finds the name taken; of two that write at once both may believe to have it, and the last one does. What references
        // name by digest is not touched by that.
        else if (await ReadAsync(name, cancel) is null)
        {
            await objects.WriteAsync(Root + name, content, cancel);
        }

        var present = await ReadAsync(name, cancel) ?? throw new IOException($"The name '{name}' was taken in the artifact store {objects.Uri}, and is gone again.");
        return present.AsSpan().SequenceEqual(content) ? null : present;
    }

    /// <summary>True when the server keeps "only if nothing is there". Some do not know it, and some take it and write all the same.</summary>
    async Task<bool> IsConditionalAsync(CancellationToken cancel)
    {
        if (conditional is { } known)
        {
            return known;
        }

        var probe = "A write that must find this object in its way tells whether the server knows conditional writes.\n"u8.ToArray();
        var write = await objects.WriteNewAsync(Probe, probe, cancel);
        if (write == S3Write.Written)
        {
            write = await objects.WriteNewAsync(Probe, probe, cancel);
        }

        conditional = write == S3Write.Taken;
        return conditional.Value;
    }
}
