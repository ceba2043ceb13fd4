using System.Buffers.Binary;
using InfraAgent.SimulatedProvider.Calls;

namespace InfraAgent.SimulatedProvider.Serving;

/// <summary>One gRPC call over HTTP/2: a flag byte, four bytes of length, one message; the status comes in the trailers.</summary>
public static class UnaryCall
{
    const int Unimplemented = 12, Internal = 13, Prefix = 5;

    public static async Task AnswerAsync(HttpContext http, ProviderCalls provider, Action shutdown)
    {
        byte[]? answer = null;
        var (status, message) = (Unimplemented, "unimplemented");
        try
        {
            answer = http.Request.Path.Value?.Split('/') switch
            {
                ["", "tfplugin6.Provider", var method] => await provider.CallAsync(method, await MessageAsync(http.Request)),
                ["", "grpc.health.v1.Health", "Check"] => [0x08, 0x01],
                ["", "plugin.GRPCController", "Shutdown"] => [],
                // The rest are streams for what we do not do (brokered connections, redirected output); their requests never end.
                _ => null,
            };
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            return; // Terraform is gone: nobody is left to answer.
        }
        catch (Exception e)
        {
            // Whatever goes wrong is the caller's to see: Terraform shows it as the plugin's error, and its log has the trace.
            await Console.Error.WriteLineAsync(e.ToString());
            (status, message) = (Internal, $"{e.GetType().Name}: {e.Message}");
        }
        await RespondAsync(http.Response, answer, status, message);
        if (http.Request.Path == "/plugin.GRPCController/Shutdown") shutdown();
    }

    static async Task<byte[]> MessageAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.Length < Prefix ? [] : body.ToArray()[Prefix..];
    }

    static async Task RespondAsync(HttpResponse response, byte[]? answer, int status, string message)
    {
        response.ContentType = "application/grpc";
        if (answer is not null)
        {
            var framed = new byte[Prefix + answer.Length];
            BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), answer.Length);
            answer.CopyTo(framed, Prefix);
            await response.Body.WriteAsync(framed);
        }
        response.AppendTrailer("grpc-status", answer is null ? status.ToString() : "0");
        if (answer is null) response.AppendTrailer("grpc-message", Uri.EscapeDataString(message));
        await response.CompleteAsync();
    }
}
