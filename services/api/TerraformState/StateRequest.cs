using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InfraAgent.Hosting;
using InfraAgent.Hosting.Security;
using Microsoft.AspNetCore.Http.Features;

namespace InfraAgent.Api.TerraformState;

/// <summary>Reads what terraform sends: its token, its lock info, and a body that is whole.</summary>
static class StateRequest
{
    public const int MaxStateBytes = 64 * 1024 * 1024;
    const int MaxLockInfoBytes = 16 * 1024;
    const int MaxLockIdLength = 200;

    /// <summary>Null: no credentials of the form that the backend sends.</summary>
    public static string? Password(HttpRequest request)
    {
        const string scheme = "Basic ";
        var header = request.Headers.Authorization.ToString();
        if (header.Length > 1024 || !header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[scheme.Length..].Trim(), bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.StartsWith(StateToken.User + ":", StringComparison.Ordinal) ? text[(StateToken.User.Length + 1)..] : null;
    }

    /// <summary>Null: greater than <paramref name="most"/> bytes.</summary>
    public static async Task<byte[]?> BodyAsync(HttpRequest request, int most, CancellationToken cancel)
    {
        // The limit is ours, and an answer that says so is better than a closed connection.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        if (request.ContentLength > most)
        {
            return null;
        }

        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancel)) > 0)
        {
            if (body.Length + read > most)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    /// <summary>True also when the client sent no checksum; terraform always does.</summary>
    public static bool ChecksumFits(HttpRequest request, byte[] body)
    {
        var sent = request.Headers.ContentMD5.ToString();
        return sent.Length == 0 || sent == Checksum(body);
    }

#pragma warning disable CA5351 // The http backend's checksum against truncation; the content is authenticated by its seal.
    public static string Checksum(byte[] body) => Convert.ToBase64String(MD5.HashData(body));
#pragma warning restore CA5351

    /// <summary>Terraform's lock info and the id in it; null when it is not one.</summary>
    public static async Task<(string Id, string Json)?> LockInfoAsync(HttpRequest request, CancellationToken cancel)
    {
        if (await BodyAsync(request, MaxLockInfoBytes, cancel) is not { Length: > 0 } body)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("ID", out var id) && id.ValueKind == JsonValueKind.String
                && id.GetString() is { Length: > 0 and <= MaxLockIdLength } text
                ? (text, json.RootElement.GetRawText())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
