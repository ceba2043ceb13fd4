using System.Diagnostics;
using System.Runtime.InteropServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace InfraAgent.Hosting.Artifacts;

/// <summary>The few requests that the stores make of a bucket, each tried again while <paramref name="patience"/> lasts. Keys are below the location's prefix.</summary>
/// <param name="location">The bucket.</param>
/// <param name="patience">How long a store may be away before its user is told.</param>
public sealed class S3Objects(S3Location location, TimeSpan patience) : IDisposable
{
    // A server that has accepted a connection and then says nothing is given up before the patience is: another attempt often finds another server.
    static readonly TimeSpan Attempt = TimeSpan.FromSeconds(20);
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);
    const int SlowestBytesPerSecond = 128 * 1024;

    readonly AmazonS3Client client = Connect(location);
    readonly string prefix = location.Prefix.Length == 0 ? "" : location.Prefix + "/";

    public string Uri => location.Uri;

    /// <summary>One request that shows that the bucket is there and that we may use it.</summary>
    public async Task CheckAsync(CancellationToken cancel) =>
        await TryAsync("be listed", 0, async attempt => await client.ListObjectsV2Async(new() { BucketName = location.Bucket, Prefix = prefix, MaxKeys = 1 }, attempt), cancel);

    /// <summary>The content; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The server gave other bytes than it says it has.</exception>
    public Task<byte[]?> ReadAsync(string key, CancellationToken cancel) => ReadAsync(key, 0, cancel);

    /// <param name="key">Its key.</param>
    /// <param name="expected">About how many bytes it has: many are given more time.</param>
    /// <param name="cancel">Ends the reading.</param>
    public Task<byte[]?> ReadAsync(string key, long expected, CancellationToken cancel) => ReadAsync(key, expected, static async (content, length, attempt) =>
    {
        var bytes = new byte[length];
        await content.ReadExactlyAsync(bytes, attempt);
        return bytes;
    }, cancel);

    /// <summary>Reads the content with <paramref name="read"/>, which is called again from the start when the connection is lost on the way; null when there is none.</summary>
    public Task<T?> ReadAsync<T>(string key, long expected, Func<Stream, long, CancellationToken, Task<T>> read, CancellationToken cancel) where T : class => TryAsync($"give '{key}'", expected, async attempt =>
    {
        var answered = false;
        try
        {
            using var answer = await client.GetObjectAsync(new GetObjectRequest { BucketName = location.Bucket, Key = prefix + key }, attempt);
            answered = true;
            return await read(answer.ResponseStream, answer.ContentLength, attempt);
        }
        catch (AmazonClientException damaged) when (answered)
        {
            // The SDK compares what it read with what the server says of it, also when the answer is closed.
            throw new InvalidDataException($"'{key}' is damaged: {damaged.Message}", damaged);
        }
        catch (AmazonS3Exception missing) when (S3Faults.IsMissing(missing))
        {
            return null;
        }
    }, cancel);

    /// <summary>How many bytes it has; null when there is none.</summary>
    public Task<long?> SizeAsync(string key, CancellationToken cancel) => TryAsync<long?>($"tell of '{key}'", 0, async attempt =>
    {
        try
        {
            return (await client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = location.Bucket, Key = prefix + key }, attempt)).ContentLength;
        }
        catch (AmazonS3Exception missing) when (S3Faults.IsMissing(missing))
        {
            return null;
        }
    }, cancel);

    /// <summary>Writes it, whatever was there.</summary>
    public async Task WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancel) => await TryAsync($"take '{key}'", content.Length, async attempt =>
    {
        using var body = Body(content);
        return await client.PutObjectAsync(Put(key, body), attempt);
    }, cancel);

    /// <summary>Writes it if nothing is there. An attempt whose answer was lost may have written it, and is then <see cref="S3Write.Taken"/> by ourselves.</summary>
    public Task<S3Write> WriteNewAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancel) => TryAsync($"take '{key}'", content.Length, async attempt =>
    {
        using var body = Body(content);
        var put = Put(key, body);
        put.IfNoneMatch = "*";
        try
        {
            await client.PutObjectAsync(put, attempt);
            return S3Write.Written;
        }
        catch (AmazonS3Exception taken) when (S3Faults.IsTaken(taken))
        {
            return S3Write.Taken;
        }
        catch (AmazonS3Exception unknown) when (S3Faults.IsUnknown(unknown))
        {
            return S3Write.Unknown;
        }
    }, cancel);

    /// <summary>Keys that begin with this, with their sizes, in the order of their bytes.</summary>
    public async Task<IReadOnlyList<(string Key, long Size)>> ListAsync(string start, int most, CancellationToken cancel)
    {
        var found = new List<(string, long)>();
        var request = new ListObjectsV2Request { BucketName = location.Bucket, Prefix = prefix + start, MaxKeys = Math.Min(most, 1000) };
        do
        {
            var page = await TryAsync($"list '{start}'", 0, attempt => client.ListObjectsV2Async(request, attempt), cancel);
            found.AddRange((page.S3Objects ?? []).Select(x => (x.Key[prefix.Length..], x.Size ?? 0)));
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null && found.Count < most);

        found.Sort((a, b) => string.CompareOrdinal(a.Item1, b.Item1));
        return found;
    }

    public void Dispose() => client.Dispose();

    /// <summary>Tries until it works, cannot work, or the patience is at its end.</summary>
    async Task<T> TryAsync<T>(string what, long size, Func<CancellationToken, Task<T>> request, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var transfer = TimeSpan.FromSeconds(size / (double)SlowestBytesPerSecond);
        var limit = patience + transfer;
        for (var pause = FirstPause; ; pause = Min(pause * 2, LongestPause))
        {
            var left = limit - Stopwatch.GetElapsedTime(started);
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            attempt.CancelAfter(Min(left > TimeSpan.Zero ? left : TimeSpan.Zero, Attempt + transfer));
            try
            {
                return await request(attempt.Token);
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested && S3Faults.IsOfStore(fault))
            {
                // Callers that failed together do not come back together.
                var wait = pause * (0.5 + Random.Shared.NextDouble());
                if (!S3Faults.MayPass(fault) || Stopwatch.GetElapsedTime(started) + wait >= limit)
                {
                    throw new ArtifactStoreAwayException($"The artifact store {location.Uri} could not {what}: {S3Faults.Explain(fault)}.", fault);
                }

                await Task.Delay(wait, cancel);
            }
        }
    }

    PutObjectRequest Put(string key, Stream body) => new()
    {
        BucketName = location.Bucket,
        Key = prefix + key,
        InputStream = body,
        AutoCloseStream = false,
        ContentType = "application/octet-stream",
        // The digest of the whole body is part of the signature: a server that checks it keeps no bytes but those that were sent.
        UseChunkEncoding = false,
        DisablePayloadSigning = false,
    };

    static MemoryStream Body(ReadOnlyMemory<byte> content) => MemoryMarshal.TryGetArray(content, out var bytes)
        ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
        : new MemoryStream(content.ToArray(), writable: false);

    static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    static AmazonS3Client Connect(S3Location location)
    {
        var config = new AmazonS3Config
        {
            // Names with dots are in no certificate; other servers seldom have a host name per bucket.
            ForcePathStyle = location.Endpoint is not null || location.Bucket.Contains('.', StringComparison.Ordinal),
            // Other servers refuse the newer checksums; the signed digest says as much.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            RetryMode = RequestRetryMode.Standard,
            // Once at once, by the SDK, for a connection that had gone stale and a clock that is wrong; the rest is ours, which knows a limit in time.
            MaxErrorRetry = 1,
            // Ours ends an attempt.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (location.Endpoint is not null)
        {
            config.ServiceURL = location.Endpoint.AbsoluteUri;
            config.AuthenticationRegion = location.Region ?? "us-east-1";
        }
        else if (location.Region is not null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(location.Region);
        }

        return location.AccessKey is null
            ? new AmazonS3Client(config)
            : new AmazonS3Client(new BasicAWSCredentials(location.AccessKey, location.SecretKey), config);
    }
}
