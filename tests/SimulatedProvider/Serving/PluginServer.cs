using System.Security.Cryptography.X509Certificates;
using InfraAgent.SimulatedProvider.Calls;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace InfraAgent.SimulatedProvider.Serving;

/// <summary>Serves the provider on a unix socket, with mutual TLS when Terraform sent its certificate.</summary>
public sealed class PluginServer : IAsyncDisposable
{
    readonly WebApplication app;
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly X509Certificate2? certificate, client;

    public PluginServer(ProviderCalls provider, string socket, string? clientCertificate)
    {
        Socket = socket;
        if (clientCertificate is not null)
        {
            client = X509Certificate2.CreateFromPem(clientCertificate);
            certificate = PluginCertificate.Create();
        }
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        if (certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.ListenUnixSocket(socket, Listen);
        });
        app = builder.Build();
        app.Run(http => UnaryCall.AnswerAsync(http, provider, End));
    }

    public string Socket { get; }

    /// <summary>Ends when Terraform says so, or <see cref="End"/> is called.</summary>
    public Task Ended => ended.Task;

    /// <summary>The line by which Terraform finds us: core protocol, plugin protocol, network, address, transport, our certificate.</summary>
    public string Handshake =>
        $"1|6|unix|{Socket}|grpc|{(certificate is null ? "" : Convert.ToBase64String(certificate.RawData).TrimEnd('='))}";

    public Task StartAsync() => app.StartAsync();

    public void End() => ended.TrySetResult();

    void Listen(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http2;
        if (certificate is null) return;
        listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificate,
            ClientCertificateMode = ClientCertificateMode.RequireCertificate,
            CheckCertificateRevocation = false,
            ClientCertificateValidation = (presented, _, _) => presented.RawData.AsSpan().SequenceEqual(client!.RawData),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        certificate?.Dispose();
        client?.Dispose();
        File.Delete(Socket);
    }
}
